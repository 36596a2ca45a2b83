namespace Slo.Shared.Reporting;

/// <summary>
/// A latency threshold that no percentile supports. The history has no durations: a value is only proposed if another objective counts the
/// same events with it. Otherwise, what is known is that this one is far off.
/// </summary>
internal static class ThresholdSuggestion
{
    internal static Suggestion? Of(ReviewEvidence evidence, CancellationToken cancel)
    {
        SloObjective objective = evidence.Subject.Objective;
        return objective.LatencyThreshold is not { } threshold || !evidence.IsObserved
            || evidence.Now.Events.Total < MissingEvidence.EventsFor(objective.TargetRatio) ? null
            : evidence.IsTooLoose ? evidence.IsWellObserved ? Lower(evidence, threshold, SiblingThreshold.Of(evidence, cancel)) : null
            : IsFarOff(evidence) || evidence.IsTooTight ? Raise(evidence, threshold, SiblingThreshold.Of(evidence, cancel))
            : null;
    }

    private static Suggestion Lower(ReviewEvidence evidence, TimeSpan threshold, IReadOnlyList<SiblingThreshold> siblings)
    {
        SloObjective objective = evidence.Subject.Objective;
        SiblingThreshold[] below = [.. siblings.Where(one => one.Threshold < threshold)];
        if (below.FirstOrDefault(one => one.MostSpent(objective.TargetRatio) <= 1 - TargetProposal.LeftWhenTightened) is { } best)
        {
            return To(evidence, best, "Lower", "at least half of the budget would have been left");
        }

        var shown = SloDuration.Format(threshold);
        SiblingThreshold? nearest = below.LastOrDefault();
        return new(
            SuggestionKind.Threshold, objective.Name,
            $"Lower the threshold of {shown}{Above(" to a value above ", nearest)}: "
                + $"measure the duration that {ReportText.Target(objective.TargetRatio)} of the requests stay below, and set it there.",
            $"At most {ReportText.Percent(evidence.MostSpent)} of a budget was spent; {ReportText.Number(evidence.Now.Events.Bad)} of "
                + $"{ReportText.Count(evidence.Now.Events.Total, "event")} were bad. "
                + (nearest is null
                    ? "The history has no durations, so it does not tell by how much the threshold is too high."
                    : $"{Arithmetic(objective, nearest)}: too many."));
    }

    private static Suggestion? Raise(ReviewEvidence evidence, TimeSpan threshold, IReadOnlyList<SiblingThreshold> siblings)
    {
        SloObjective objective = evidence.Subject.Objective;
        SiblingThreshold[] above = [.. siblings.Where(one => one.Threshold is null || one.Threshold > threshold)];
        if (above.FirstOrDefault(one => one.Threshold is not null
            && one.MostSpent(objective.TargetRatio) <= 1 - TargetProposal.LeftWhenLoosened) is { } best)
        {
            return To(evidence, best, "Raise", "at least a tenth of the budget would have been left");
        }

        // Where requests fail for other reasons, no threshold helps.
        if (!IsFarOff(evidence) || above.Any(one => one.Threshold is null && one.MostSpent(objective.TargetRatio) > 1))
        {
            return null;
        }

        SloEventCounts events = evidence.Now.Events;
        var (shown, target) = (SloDuration.Format(threshold), ReportText.Target(objective.TargetRatio));
        SiblingThreshold? highest = above.LastOrDefault(one => one.Threshold is not null);
        return new(
            SuggestionKind.Threshold, objective.Name,
            $"Raise the threshold of {shown} to the duration that {target} of the requests stay below"
                + $"{Above(", which is above ", highest)}, or make the requests faster.",
            $"{ReportText.Percent((double)events.Good / events.Total)} of {ReportText.Number(events.Total)} events were good, and the "
                + $"target is {target}: {shown} is far below that percentile"
                + (highest is not null ? $". {Arithmetic(objective, highest)}."
                    : above.Length > 0 ? "." : ", unless most of the bad events failed for another reason."));
    }

    private static Suggestion To(ReviewEvidence evidence, SiblingThreshold best, string verb, string left)
    {
        SloObjective objective = evidence.Subject.Objective;
        TimeSpan value = best.Threshold!.Value;
        var (shown, periods) = (SloDuration.Format(value), ReportText.Count(evidence.Periods.Count, "known period"));
        var repeats = best.Objective.TargetRatio == objective.TargetRatio
            ? $" With the same target, this objective would repeat '{ReportText.Outside(best.Objective.Name)}': keep one of them." : "";
        return new(
            SuggestionKind.Threshold, objective.Name,
            $"{verb} the threshold from {SloDuration.Format(objective.LatencyThreshold!.Value)} to {shown}, in place of another target.",
            $"{Arithmetic(objective, best)}, in the worst of {periods}: {left}.{repeats}",
            $"{Fragments.Json(objective.Name)}: {{ \"FasterThan\": \"{shown}\" }}", Fragments.FasterThan(value));
    }

    // '100ms' of 'fast': 42 of 10,000 events were bad, and 99 % allows 100 (42.0 % of the budget).
    private static string Arithmetic(SloObjective objective, SiblingThreshold sibling)
    {
        SloEventCounts events = sibling.Worst(objective.TargetRatio);
        var target = objective.TargetRatio;
        return $"'{ReportText.Outside(sibling.Objective.Name)}' counts the same events with "
            + $"{SloDuration.Format(sibling.Threshold!.Value)}: "
            + $"{ReportText.Number(events.Bad)} of {ReportText.Number(events.Total)} were bad, and {ReportText.Target(target)} allows "
            + $"{ReportText.Number((long)(events.Total * (1 - target)))} ({ReportText.Percent(sibling.MostSpent(target))} of the budget)";
    }

    private static string Above(string words, SiblingThreshold? sibling) =>
        sibling is null ? "" : words + SloDuration.Format(sibling.Threshold!.Value);

    private static bool IsFarOff(ReviewEvidence evidence) =>
        evidence.Periods.Count > 0 && evidence.Periods.All(period => IsFarOff(period.Events, period.TargetRatio))
        && IsUsuallyFarOff(evidence);

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
