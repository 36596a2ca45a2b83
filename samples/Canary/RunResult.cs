namespace Canary;

/// <summary>The measurements of one run.</summary>
/// <param name="Way">How the objective was evaluated.</param>
/// <param name="FirstError">When the canary's first request failed.</param>
/// <param name="Drained">When the proxy reported weight 0 for the canary; null: never.</param>
/// <param name="Audit">The ledger entries of the reaction, the oldest first.</param>
/// <param name="Users">The result for users.</param>
/// <param name="BudgetSpent">The share of the service's budget of 30 days that is spent.</param>
internal sealed record RunResult(
    Way Way, DateTimeOffset FirstError, DateTimeOffset? Drained, IReadOnlyList<AuditEntry> Audit, LoadResult Users, double BudgetSpent)
{
    /// <summary>The time from the first error to weight 0.</summary>
    internal TimeSpan? ToDrained => Drained - FirstError;

    /// <summary>The time from the first error to the start of the reaction.</summary>
    internal TimeSpan? ToReaction => Audit.Count == 0 ? null : Audit[0].At - FirstError;
}
