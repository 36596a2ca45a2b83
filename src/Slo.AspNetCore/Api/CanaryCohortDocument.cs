namespace Slo.AspNetCore.Api;

/// <summary>JSON: one side of a comparison, with its events since the comparison began.</summary>
internal sealed record CanaryCohortDocument(string Cohort, long GoodEvents, long BadEvents)
{
    internal static CanaryCohortDocument Of(string cohort, SloEventCounts events) => new(SloText.OneLine(cohort), events.Good, events.Bad);
}
