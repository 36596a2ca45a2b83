using Slo.Shared.History;
using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Plays the history of the range to the objective with other targets: the engine of <c>slo replay --what-if</c>.</summary>
internal static class WhatIfReplay
{
    // A range of a month is evaluated every five minutes: the shortest usual window.
    private const int MostSteps = 9_000;

    /// <param name="subject">The objective and its history.</param>
    /// <param name="result">What the range came to.</param>
    /// <param name="proposed">The proposed target, or null.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>By target; empty without events.</returns>
    internal static IReadOnlyList<WhatIfOutcome> Play(
        ReportSubject subject, RangeResult result, decimal? proposed, CancellationToken cancel)
    {
        if (result is not { IsRecord: false, ComplianceRatio: { } compliance })
        {
            return [];
        }

        (IReadOnlyList<TraceRow> rows, var step) = RowsOf(subject, result.Range);
        var current = subject.Objective.TargetRatio;

        // As in the result: what was not observed counts as good at the traffic seen, unless the objective leaves it out.
        var spent = (1 - compliance) * (subject.Objective.UnobservedTime == UnobservedTime.AssumeGood ? result.CoverageRatio ?? 1 : 1);
        VirtualTime time = new(rows[0].Time * TimeSpan.TicksPerSecond);
        Subject[] subjects = [.. Targets(current, proposed).Select(target => Variant(subject.Objective, target, time)).OfType<Subject>()];
        try
        {
            Summaries summaries = new(subjects, TimeSpan.FromSeconds(step));
            new TraceReplay(rows, step, time, subjects, summaries).Run(null, cancel);
            return
            [
                .. summaries.All.Select(summary => new WhatIfOutcome(
                    summary.Subject.Objective.TargetRatio, summary.Subject.Objective.TargetRatio == current,
                    spent / (double)(1 - summary.Subject.Objective.TargetRatio), summary.Pages, summary.Tickets)),
            ];
        }
        finally
        {
            Array.ForEach(subjects, one => one.Dispose());
        }
    }

    /// <summary>The history of a range as rows, and the seconds between two evaluations.</summary>
    internal static (IReadOnlyList<TraceRow> Rows, long Step) RowsOf(ReportSubject subject, ReportRange range)
    {
        var step = Math.Max(60, (long)Math.Ceiling(range.Length.TotalSeconds / MostSteps / 60) * 60);
        return (
            [.. HistoryRows.Of(Split(subject, range, TimeSpan.FromSeconds(step))).Reverse().SkipWhile(row => row.IsGap).Reverse()], step);
    }

    // The declared one, the one proposed, and the nearest usual ones on both sides.
    private static IEnumerable<decimal> Targets(decimal current, decimal? proposed) =>
        new[]
        {
            TargetProposal.Ladder.Where(target => target < current).Cast<decimal?>().Max(), current, proposed,
            TargetProposal.Ladder.Where(target => target > current).Cast<decimal?>().Min(),
        }
        .OfType<decimal>().Distinct().Order();

    /// <summary>The objective with another target, and perhaps with the default rules. Rules that the target makes impossible are reported
    /// as errors of the definition: then it is null.</summary>
    internal static Subject? Variant(SloObjective objective, decimal target, VirtualTime time, bool hasDefaultRules = false)
    {
        try
        {
            return new Subject("", (objective.Definition with
            {
                TargetRatio = target,
                SlaTargetRatio = null,
                Grouping = null,
                AlertPerGroup = false,
                Indicator = SloIndicator.Manual,
                LatencyThreshold = null,
                Rules = hasDefaultRules ? [] : objective.Definition.Rules,
                UsesDefaultRules = hasDefaultRules || objective.Definition.UsesDefaultRules,
            }).Resolve(), time);
        }
        catch (SloDefinitionException)
        {
            return null;
        }
    }

    // A long step is not a burst: its events are divided evenly.
    internal static IEnumerable<SloHistoryStep> Split(ReportSubject subject, ReportRange range, TimeSpan longest)
    {
        foreach (SloHistoryStep step in subject.Steps)
        {
            if (range.Clip(step.From, step.To) is not var (from, to))
            {
                continue;
            }

            SloEventCounts given = StepPart.Until(step, from);
            while (from < to)
            {
                DateTimeOffset next = to - from > longest ? from + longest : to;
                SloEventCounts part = StepPart.Until(step, next);
                yield return new(from, next, new(part.Good - given.Good, part.Bad - given.Bad));
                (from, given) = (next, part);
            }
        }
    }
}
