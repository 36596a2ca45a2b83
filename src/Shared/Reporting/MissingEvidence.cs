using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>What the history of an objective lacks, by the same limits by which suggestions are made.</summary>
internal static class MissingEvidence
{
    internal static IReadOnlyList<MissingHistory> Of(ReviewEvidence evidence, RuleReplay? rules) =>
        Nothing(evidence) is { } nothing
            ? [nothing]
            :
            [
                .. new[] { Target(evidence), Threshold(evidence), Rule(evidence, rules) }.OfType<MissingHistory>(),
                .. rules is null ? [] : rules.Unplayed.Select(
                    reason => new MissingHistory(SuggestionKind.Rule, evidence.Subject.Objective.Name, $"For rules: {reason}")),
            ];

    /// <summary>Why it is not known what followed unusual behaviour.</summary>
    internal static IEnumerable<MissingHistory> Of(ReportSubject subject, ObservationOutcomes observations) =>
        observations.Reason is not { } reason
            ? []
            : [new(SuggestionKind.Rule, subject.Objective.Name, $"For unusual behaviour, the objective cannot be played: {reason}")];

    /// <summary>The events of which a target allows the fewest bad ones that have significance.</summary>
    internal static long EventsFor(decimal target) => 1 - target < 1e-15m
        ? long.MaxValue : (long)Math.Ceiling((decimal)TargetProposal.FewestAllowed / (1 - target));

    private static MissingHistory? Nothing(ReviewEvidence evidence)
    {
        if (evidence.Now.CoverageRatio < TargetProposal.FewestObserved)
        {
            return Share(evidence, null, "", TargetProposal.FewestObserved);
        }

        return evidence.IsObserved
            ? null
            : new(null, evidence.Subject.Objective.Name, $"There was no event in {LengthOf(evidence)}.") { Count = 0, NeededCount = 1 };
    }

    private static MissingHistory? Target(ReviewEvidence evidence)
    {
        if (evidence is { Periods.Count: 1, Missed: 1 })
        {
            return new(
                SuggestionKind.Target, evidence.Subject.Objective.Name,
                "The target was missed in the only period that is known: for a lower one, 2 periods are needed.")
            {
                Count = 1,
                NeededCount = 2,
            };
        }

        return !evidence.IsTooLoose ? null
            : !evidence.IsWellObserved ? Share(evidence, SuggestionKind.Target, "For a higher target: ", SuggestionLimits.WellObserved)
            : Traffic(evidence);
    }

    // The next usual target would have held, but allows too few bad events for that to mean anything.
    private static MissingHistory? Traffic(ReviewEvidence evidence)
    {
        SloObjective objective = evidence.Subject.Objective;
        if (TargetProposal.Ladder.Where(target => target > objective.TargetRatio).Cast<decimal?>().Min() is not { } next
            || !TargetProposal.IsSupported(next, evidence.LowestCompliance!.Value, TargetProposal.LeftWhenTightened)
            || evidence.Units * (double)(1 - next) >= TargetProposal.FewestAllowed)
        {
            return null;
        }

        (var units, var needed) = ((long)evidence.Units, EventsFor(next));
        var thing = objective.Method.Slice == TimeSpan.Zero ? "event" : "slice";
        return new(
            SuggestionKind.Target, objective.Name,
            $"For a higher target: {ReportText.Count(units, thing)} allow fewer than {TargetProposal.FewestAllowed} bad ones at "
                + $"{ReportText.Target(next)}; {ReportText.Number(needed)} are needed.")
        {
            Count = units,
            NeededCount = needed,
        };
    }

    private static MissingHistory? Threshold(ReviewEvidence evidence)
    {
        SloObjective objective = evidence.Subject.Objective;
        if (objective.LatencyThreshold is null)
        {
            return null;
        }

        var (total, needed) = (evidence.Now.Events.Total, EventsFor(objective.TargetRatio));
        if (total < needed)
        {
            return new(
                SuggestionKind.Threshold, objective.Name,
                $"For another threshold: {ReportText.Count(total, "event")} allow fewer than {TargetProposal.FewestAllowed} bad ones at "
                    + $"{ReportText.Target(objective.TargetRatio)}; {ReportText.Number(needed)} are needed.")
            {
                Count = total,
                NeededCount = needed,
            };
        }

        return evidence.IsTooLoose && !evidence.IsWellObserved
            ? Share(evidence, SuggestionKind.Threshold, "For a lower threshold: ", SuggestionLimits.WellObserved) : null;
    }

    private static MissingHistory? Rule(ReviewEvidence evidence, RuleReplay? rules)
    {
        SloObjective objective = evidence.Subject.Objective;
        if (objective.Rules.Count == 0)
        {
            return null;
        }

        if (evidence.Now.IsRecord)
        {
            return new(
                SuggestionKind.Rule, objective.Name, "For rules: only the record of the period is left, and rules need its history.");
        }

        if (rules is not { Declared.Count: > 0 })
        {
            return null;
        }

        // What it takes to say that one cannot fire takes longer than to say that it always or never did.
        return evidence.Now.Range.Length >= SuggestionLimits.ShortestAlways && rules.Evaluated < SuggestionLimits.ShortestAlways
            ? new(
                SuggestionKind.Rule, objective.Name,
                $"For a rule that always or never fires: {ReportText.Length(rules.Evaluated)} were evaluated; "
                    + $"{ReportText.Length(SuggestionLimits.ShortestAlways)} are needed.")
            {
                Count = (long)rules.Evaluated.TotalSeconds,
                NeededCount = (long)SuggestionLimits.ShortestAlways.TotalSeconds,
            }
            : evidence.IsWellObserved || !rules.Declared.Any(one => one.IsOfBudget) ? null
            : Share(evidence, SuggestionKind.Rule, "For a rule that cannot fire or is too loud: ", SuggestionLimits.WellObserved);
    }

    private static MissingHistory Share(ReviewEvidence evidence, SuggestionKind? kind, string what, double needed)
    {
        (var observed, SloPeriod period) = (evidence.Now.CoverageRatio ?? 0, evidence.Subject.Objective.Period);
        TimeSpan length = evidence.Now.Range.Length * needed;
        return new(
            kind, evidence.Subject.Objective.Name,
            $"{what}{ReportText.Percent(observed)} of {LengthOf(evidence)} was observed; {ReportText.Percent(needed)} is needed, which is "
                + $"{ReportText.Length(length)}{(period.LongestLength < length ? $"; an app keeps only about {period}" : "")}.")
        {
            ObservedRatio = observed,
            NeededRatio = needed,
        };
    }

    private static string LengthOf(ReviewEvidence evidence) => ReportText.Length(evidence.Now.Range.Length);
}
