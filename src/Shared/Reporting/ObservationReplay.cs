using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Plays what is kept of the history to the objective as declared, to see what was unusual in the range and what followed: the
/// engine of <c>slo replay --anomalies</c>.</summary>
internal static class ObservationReplay
{
    // Observations are of slices of 5 minutes. What is usual in the range is known from the time before it.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Before = TimeSpan.FromDays(14);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(100);

    /// <param name="subject">The objective and its history.</param>
    /// <param name="range">The range; of a longer one the last 100 days are played.</param>
    /// <param name="cancel">Ends it.</param>
    internal static ObservationOutcomes Play(ReportSubject subject, ReportRange range, CancellationToken cancel)
    {
        DateTimeOffset from = range.Length > Longest ? range.To - Longest : range.From;
        var variant = ReplayVariant.Of(subject.Objective, subject.Objective.TargetRatio);
        if (variant.Objective is not { } objective)
        {
            return ObservationOutcomes.None with { Reason = variant.Reason };
        }

        ReplayRows rows = ReplayRows.Of(subject, new(from - Before, range.To), Step, [objective]);
        if (rows.Rows.Count == 0)
        {
            return ObservationOutcomes.None;
        }

        if (rows.Unplayable(objective) is { } reason)
        {
            return ObservationOutcomes.None with { Reason = reason };
        }

        VirtualTime time = new(rows.Rows[0].Time * TimeSpan.TicksPerSecond);
        using Subject played = new("", objective, time);
        played.Decide(subject.Exclusions, subject.Overrides);
        Summaries summaries = new([played], follows: true);
        summaries.All[0].FollowUp.Expect(subject.Latency.Where(observation => observation.StartedAt >= from));
        new TraceReplay(rows.Rows, (long)Step.TotalSeconds, time, [played], summaries).Run(null, cancel);
        return summaries.All[0].FollowUp.OutcomesOf(from, rows.End);
    }
}
