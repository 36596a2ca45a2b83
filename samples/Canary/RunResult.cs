namespace Canary;

/// <summary>What one run measured.</summary>
/// <param name="Way">Who evaluated the objective.</param>
/// <param name="FirstError">When the canary's first request failed.</param>
/// <param name="Drained">When HAProxy had the weight 0 for the canary; null: it never had.</param>
/// <param name="Audit">What the reaction did, the oldest first.</param>
/// <param name="Users">What users got.</param>
/// <param name="BudgetSpent">The share of the service's budget of 30 days that is spent.</param>
internal sealed record RunResult(
    Way Way, DateTimeOffset FirstError, DateTimeOffset? Drained, IReadOnlyList<AuditEntry> Audit, LoadResult Users, double BudgetSpent)
{
    /// <summary>From the first error to weight 0.</summary>
    internal TimeSpan? ToDrained => Drained - FirstError;

    /// <summary>From the first error until the reaction knew of the alert.</summary>
    internal TimeSpan? ToReaction => Audit.Count == 0 ? null : Audit[0].At - FirstError;
}
