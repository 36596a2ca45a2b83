namespace Slo;

/// <summary>
/// The gates of a set: whether there is error budget for a feature that can do without, for code that decides that itself. A gate belongs
/// to an objective. It is closed while little budget is left or an alert fires, and opens again later than it closed, so it does not
/// flap (docs/gates.md).
/// </summary>
/// <remarks>
/// Registered by <c>AddSlo</c>; keyed by the name of the set if it is not the default set. Thread-safe. Made for each request: it reads the
/// published status, allocates nothing between two evaluations, and never throws.
/// </remarks>
/// <example><code>if (gate.IsOpen("checkout")) { … }</code></example>
public interface ISloGate
{
    /// <summary>Whether the gate is open.</summary>
    /// <param name="objective">The name of the objective, compared without case. The gate of an objective that is not declared is open, and
    /// one line of the log says so. To have it checked at start, declare the gate: <c>AddSlo().AddGate("checkout")</c>.</param>
    /// <param name="options">When it is closed. Default: as declared with <c>AddGate</c>, otherwise the defaults of
    /// <see cref="SloGateOptions"/>. Gates with different options are independent. Keep the object: do not create one for each
    /// call.</param>
    bool IsOpen(string objective, SloGateOptions? options = null);

    /// <summary>Whether it is open, and why not.</summary>
    /// <param name="objective">The name of the objective, compared without case.</param>
    /// <param name="options">When it is closed; see <see cref="IsOpen"/>.</param>
    /// <returns>The same object until the next evaluation.</returns>
    SloGateVerdict GetVerdict(string objective, SloGateOptions? options = null);
}
