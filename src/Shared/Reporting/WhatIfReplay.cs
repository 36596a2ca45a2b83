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

        var current = subject.Objective.TargetRatio;
        ReplayVariant[] variants = [.. Targets(current, proposed).Select(target => ReplayVariant.Of(subject.Objective, target))];
        SloObjective[] possible = [.. variants.Select(one => one.Objective).OfType<SloObjective>()];
        TimeSpan step = StepOf(result.Range);
        ReplayRows rows = ReplayRows.Of(subject, result.Range, step, possible);
        SloObjective[] played = [.. possible.Where(one => rows.Unplayable(one) is null)];
        Dictionary<decimal, (int Pages, int Tickets)> alerts = Alerts(subject, rows, step, played, cancel);

        // As in the result: what was not observed counts as good at the traffic seen, unless the objective leaves it out.
        var spent = (1 - compliance) * (subject.Objective.UnobservedTime == UnobservedTime.AssumeGood ? result.CoverageRatio ?? 1 : 1);
        return
        [
            .. variants.Select(one => Outcome(
                one, spent / (double)(1 - one.TargetRatio), one.TargetRatio == current,
                alerts.TryGetValue(one.TargetRatio, out (int Pages, int Tickets) known) ? known : null, rows)),
        ];
    }

    /// <summary>The time between two steps of a replay of a range: whole minutes.</summary>
    internal static TimeSpan StepOf(ReportRange range) =>
        TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling(range.Length.TotalMinutes / MostSteps)));

    private static Dictionary<decimal, (int Pages, int Tickets)> Alerts(
        ReportSubject subject, ReplayRows rows, TimeSpan step, SloObjective[] played, CancellationToken cancel)
    {
        VirtualTime time = new(rows.Rows[0].Time * TimeSpan.TicksPerSecond);
        Subject[] subjects = [.. played.Select(one => new Subject("", one, time))];
        try
        {
            Array.ForEach(subjects, one => one.Decide(subject.Exclusions, []));
            Summaries summaries = new(subjects, end: rows.End);
            if (subjects.Length > 0)
            {
                new TraceReplay(rows.Rows, (long)step.TotalSeconds, time, subjects, summaries).Run(null, cancel);
            }

            return summaries.All.ToDictionary(
                summary => summary.Subject.Objective.TargetRatio, summary => (summary.Pages, summary.Tickets));
        }
        finally
        {
            Array.ForEach(subjects, one => one.Dispose());
        }
    }

    // A rule that is not played leaves open when an alert begins. Whether it pages does not depend on the rules of tickets.
    private static WhatIfOutcome Outcome(
        ReplayVariant one, double spent, bool isCurrent, (int Pages, int Tickets)? alerts, ReplayRows rows)
    {
        AlertRule[] unplayed = [.. (one.Objective?.Rules ?? []).Where(rule => rows.Unplayable(rule) is not null)];
        return new(
            one.TargetRatio, isCurrent, spent, unplayed.All(rule => rule.Severity == AlertSeverity.Ticket) ? alerts?.Pages : null,
            unplayed.Length == 0 ? alerts?.Tickets : null)
        {
            Reason = one.Reason ?? rows.Unplayable(one.Objective!) ?? unplayed.Select(rows.Unplayable).FirstOrDefault(),
        };
    }

    // The declared one, the one proposed, and the nearest usual ones on both sides.
    private static IEnumerable<decimal> Targets(decimal current, decimal? proposed) =>
        new[]
        {
            TargetProposal.Ladder.Where(target => target < current).Cast<decimal?>().Max(), current, proposed,
            TargetProposal.Ladder.Where(target => target > current).Cast<decimal?>().Min(),
        }
        .OfType<decimal>().Distinct().Order();
}
