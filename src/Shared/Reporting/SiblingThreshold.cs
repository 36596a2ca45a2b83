namespace Slo.Shared.Reporting;

/// <summary>What another objective over the same events counted with another threshold.</summary>
/// <param name="Objective">The other objective.</param>
/// <param name="Periods">Its events in the periods that are known, in the same order.</param>
internal sealed record SiblingThreshold(SloObjective Objective, IReadOnlyList<SloEventCounts> Periods)
{
    /// <summary>The threshold; null: it counts only what failed.</summary>
    internal TimeSpan? Threshold => Objective.LatencyThreshold;

    /// <summary>The siblings whose history covers the same events in every period, by threshold; the one without comes last.</summary>
    internal static IReadOnlyList<SiblingThreshold> Of(ReviewEvidence evidence, CancellationToken cancel) =>
        evidence.Subject.Objective.Method.Slice != TimeSpan.Zero
            ? []
            :
            [
                .. evidence.Subject.Siblings.Select(sibling => Of(sibling, evidence.Periods, cancel)).OfType<SiblingThreshold>()
                    .OrderBy(one => one.Threshold ?? TimeSpan.MaxValue)
                    .ThenBy(one => one.Objective.Name, StringComparer.OrdinalIgnoreCase),
            ];

    /// <summary>The period that spent most of what a target allows.</summary>
    internal SloEventCounts Worst(decimal target) => Periods.MaxBy(period => Spent(period, target));

    /// <summary>The share of the budget of a target that its worst period spent.</summary>
    internal double MostSpent(decimal target) => Periods.Max(period => Spent(period, target));

    private static double Spent(SloEventCounts events, decimal target) =>
        events.Total == 0 ? 0 : events.Bad / (events.Total * (double)(1 - target));

    private static SiblingThreshold? Of(ReportSubject sibling, IReadOnlyList<RangeResult> periods, CancellationToken cancel)
    {
        List<SloEventCounts> all = [];
        foreach (RangeResult period in periods)
        {
            SloEventCounts events = ReportBuilder.ResultOf(sibling, period.Range, cancel).Events;
            if (Math.Abs(events.Total - period.Events.Total) > period.Events.Total * SuggestionLimits.SameEvents)
            {
                return null;
            }

            all.Add(events);
        }

        return new(sibling.Objective, all);
    }
}
