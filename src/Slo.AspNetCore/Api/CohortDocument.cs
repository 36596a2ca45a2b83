namespace Slo.AspNetCore.Api;

/// <summary>JSON: one cohort.</summary>
internal sealed record CohortDocument(
    string Name, long GoodEvents, long BadEvents, long RecentGoodEvents, long RecentBadEvents, DateTimeOffset? AppearedAt)
{
    internal static CohortDocument Of(SloCohortStatus cohort) => new(
        SloText.OneLine(cohort.Name), cohort.Events.Good, cohort.Events.Bad, cohort.RecentEvents.Good, cohort.RecentEvents.Bad,
        cohort.AppearedAt);
}
