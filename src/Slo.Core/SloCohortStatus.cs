namespace Slo;

/// <summary>The events of one cohort of an objective, for example of one version.</summary>
/// <param name="Name">The cohort's name, or <see cref="Other"/>.</param>
/// <param name="Events">Its events since it appeared, exactly.</param>
/// <param name="RecentEvents">Its events of the last ten minutes, to the minute.</param>
/// <param name="AppearedAt">When its first event was noticed, to the second; null for <see cref="Other"/>. After an hour
/// without events it appears anew.</param>
public readonly record struct SloCohortStatus(
    string Name, SloEventCounts Events, SloEventCounts RecentEvents, DateTimeOffset? AppearedAt)
{
    /// <summary>The name of the cohort for all cohorts beyond 16, and for those with names longer than 64 characters. It is never
    /// compared.</summary>
    public const string Other = "(other)";
}
