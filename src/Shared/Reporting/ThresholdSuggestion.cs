namespace Slo.Shared.Reporting;

/// <summary>
/// A latency threshold that no percentile supports. The history has no durations, so a new value cannot be derived from it: only that this
/// one is far off.
/// </summary>
internal static class ThresholdSuggestion
{
    internal static Suggestion? Of(ReviewEvidence evidence)
    {
        SloObjective objective = evidence.Subject.Objective;
        if (objective.LatencyThreshold is not { } threshold || evidence.Now.CoverageRatio < TargetProposal.FewestObserved
            || evidence.Periods.Count == 0)
        {
            return null;
        }

        SloEventCounts events = evidence.Now.Events;
        var allowed = events.Total * (double)(1 - evidence.Now.TargetRatio);
        var shown = SloDuration.Format(threshold);
        var target = ReportText.Target(evidence.Now.TargetRatio);
        if (allowed < TargetProposal.FewestAllowed)
        {
            return null;
        }

        if (evidence.Periods.All(period => period.Events.Bad == 0))
        {
            return new(
                SuggestionKind.Threshold, objective.Name,
                $"Lower the threshold of {shown}: measure the duration that {target} of the requests stay below, and set it there.",
                $"None of {ReportText.Number(events.Total)} events was slower. The history has no durations, so it does not tell by how "
                    + "much the threshold is too high.");
        }

        return evidence.Periods.All(IsFarOff) && IsUsuallyFarOff(evidence)
            ? new(
                SuggestionKind.Threshold, objective.Name,
                $"Raise the threshold of {shown} to the duration that {target} of the requests stay below, or make the requests faster.",
                $"{ReportText.Percent((double)events.Good / events.Total)} of {ReportText.Number(events.Total)} events were good, and the "
                    + $"target is {target}: {shown} is far below that percentile, unless most of the bad events failed for another reason.")
            : null;
    }

    private static bool IsFarOff(RangeResult period) => IsFarOff(period.Events, period.TargetRatio);

    private static bool IsFarOff(SloEventCounts events, decimal target) =>
        events.Bad > SuggestionLimits.TightThreshold * events.Total * (double)(1 - target);

    // An outage has many bad events in a short time, whatever the threshold is.
    private static bool IsUsuallyFarOff(ReviewEvidence evidence)
    {
        ReportRange range = evidence.Now.Range;
        var far = evidence.Subject.Steps
            .Where(step => step.From >= range.From && step.To <= range.To && IsFarOff(step.Events, evidence.Now.TargetRatio))
            .Sum(step => step.Events.Total);
        return far >= SuggestionLimits.UsuallyTight * evidence.Now.Events.Total;
    }
}
