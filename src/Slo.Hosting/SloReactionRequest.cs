namespace Slo;

/// <summary>What an action is to do, for which reaction, and why. Immutable.</summary>
/// <param name="Reaction">The name of the reaction.</param>
/// <param name="Step">The number of the step in the reaction, from 1.</param>
/// <param name="Objective">The name of the objective, or of an alert from elsewhere.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Key">
/// Identifies this call: the same when it is repeated, also after a restart or by another instance; different for every other call. At most
/// 128 characters of ASCII.
/// </param>
public sealed record SloReactionRequest(string Reaction, int Step, string Objective, string Reason, string Key)
{
    /// <summary>The longest <see cref="Memo"/>, in characters.</summary>
    public const int LongestMemo = 4_000;

    /// <summary>The severity of the alert; null if it has ended, or if a person asked.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>The status of the objective; null for alerts from elsewhere.</summary>
    public SloStatus? Status { get; init; }

    /// <summary>What <see cref="SloReactionAction.PrepareAsync"/> returned before the change; null: nothing.</summary>
    public string? Memo { get; init; }
}
