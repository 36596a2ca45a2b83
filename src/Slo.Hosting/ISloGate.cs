namespace Slo;

/// <summary>
/// The gates of a set, for code that skips optional work while the error budget burns. A gate belongs to an objective. It is closed while
/// little budget is left or an alert fires. It opens at a higher budget than it closes, and some time after an alert, so that it does not
/// flap (docs/gates.md).
/// </summary>
/// <remarks>
/// Registered by <c>AddSlo</c>; keyed by the name of the set if it is not the default set. Thread-safe. Cheap enough for each request: a
/// call reads the published status, allocates nothing between two evaluations, and never throws.
/// </remarks>
/// <example><code>if (gate.IsOpen("checkout")) { … }</code></example>
public interface ISloGate
{
    /// <summary>Whether the gate is open.</summary>
    /// <param name="objective">The name of the objective, compared without case. The gate of an objective that is not declared is open, and
    /// a warning is logged. To check the name at start, declare the gate: <c>AddSlo().AddGate("checkout")</c>.</param>
    /// <param name="options">When the gate is closed. Default: the options of <c>AddGate</c>, otherwise the defaults of
    /// <see cref="SloGateOptions"/>. Gates with different options are independent. Reuse the object; do not create one for each
    /// call.</param>
    bool IsOpen(string objective, SloGateOptions? options = null);

    /// <summary>Whether the gate is open, since when, and why.</summary>
    /// <param name="objective">The name of the objective, compared without case.</param>
    /// <param name="options">When the gate is closed; see <see cref="IsOpen"/>.</param>
    /// <returns>The verdict; the same object until the next evaluation.</returns>
    SloGateVerdict GetVerdict(string objective, SloGateOptions? options = null);
}
