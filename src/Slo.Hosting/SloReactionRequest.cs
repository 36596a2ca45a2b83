namespace Slo;

/// <summary>The reason and the context of a call of an action. Immutable.</summary>
/// <param name="Reaction">The name of the reaction.</param>
/// <param name="Step">The number of the step in the reaction, from 1.</param>
/// <param name="Objective">The name of the objective, or of the alert from Alertmanager.</param>
/// <param name="Reason">Why the reaction runs, in a sentence.</param>
/// <param name="Key">
/// Identifies this call: the same when it is repeated, also after a restart or by another instance; different for every other call. At most
/// 128 characters of ASCII.
/// </param>
public sealed record SloReactionRequest(string Reaction, int Step, string Objective, string Reason, string Key)
{
    /// <summary>The longest <see cref="Memo"/>, in characters.</summary>
    public const int LongestMemo = 4_000;

    /// <summary>The severity of the alert; null if no alert fires, for example because a person forced the reaction.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>The status of the objective; null if no alert of an objective fires.</summary>
    public SloStatus? Status { get; init; }

    /// <summary>The text that <see cref="SloReactionAction.PrepareAsync"/> returned before the change, or null.</summary>
    public string? Memo { get; init; }
}
