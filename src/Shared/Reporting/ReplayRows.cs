using Slo.Shared.History;

namespace Slo.Shared.Reporting;

/// <summary>
/// The history of an objective as rows of a replay. A long step is not a burst: its events are divided evenly over rows that are no longer
/// than what the rules and the budgeting method look at.
/// </summary>
/// <param name="Rows">In order of time; none: no history.</param>
/// <param name="End">Where the last of them ends.</param>
/// <param name="Longest">No row is longer.</param>
internal sealed record ReplayRows(IReadOnlyList<TraceRow> Rows, DateTimeOffset End, TimeSpan Longest)
{
    /// <summary>A longer time has longer rows: a minute for 121 days, which are a month and the 90 days before it; less than 4
    /// minutes for 400 days.</summary>
    internal const int MostRows = 175_000;

    // Observations are of slices of 5 minutes.
    private static readonly TimeSpan ObservedSlice = TimeSpan.FromMinutes(5);

    /// <param name="subject">The objective and its history.</param>
    /// <param name="range">The time.</param>
    /// <param name="step">The distance of two evaluations.</param>
    /// <param name="played">The objectives that it is played to.</param>
    internal static ReplayRows Of(ReportSubject subject, ReportRange range, TimeSpan step, IEnumerable<SloObjective> played)
    {
        TimeSpan finest = played.SelectMany(one => one.Rules.Select(FinestOf).Append(SliceOf(one))).Append(step).Min();
        TimeSpan[] lengths = [.. subject.Steps.Select(one => range.Clip(one.From, one.To) is var (from, to) ? to - from : TimeSpan.Zero)];
        var least = Math.Max(1, Math.Ceiling(lengths.Sum(length => length.TotalSeconds) / MostRows));
        var longest = TimeSpan.FromSeconds(Math.Min(step.TotalSeconds, Math.Max(least, Math.Floor(finest.TotalSeconds))));
        IReadOnlyList<TraceRow> rows = HistoryRows.Of(Split(subject, range, longest));
        return new(
            [.. rows.Reverse().SkipWhile(row => row.IsGap).Reverse()],
            rows.Count == 0 ? range.To : DateTimeOffset.FromUnixTimeSeconds(rows[^1].Time),
            TimeSpan.FromTicks(Math.Min(longest.Ticks, lengths.Append(TimeSpan.Zero).Max().Ticks)));
    }

    /// <summary>Why an objective is not played; null: it is. An empty slice counts as good: with longer rows, bad ones would count
    /// less.</summary>
    internal string? Unplayable(SloObjective objective) => SliceOf(objective) >= Longest
        ? null
        : $"its budget has slices of {SloDuration.Format(objective.Method.Slice)}, and so long a history is played in rows of "
            + $"{SloDuration.Format(Longest)}.";

    /// <summary>Why a rule is not played; null: it is.</summary>
    internal string? Unplayable(AlertRule rule) =>
        rule is AnomalyRule { Signal: SloAnomalySignal.Latency } ? $"'{rule}' needs durations, which a history does not have."
        : FinestOf(rule) >= Longest ? null
        : $"'{rule}' looks at less than {ReportText.Length(Longest)}, which so long a history does not tell apart.";

    // With longer rows, the window would be empty between the events of two rows.
    private static TimeSpan FinestOf(AlertRule rule) => rule switch
    {
        BurnRateRule burnRate => burnRate.ShortWindow,
        SilenceRule silence => silence.After,
        AnomalyRule => ObservedSlice,
        _ => TimeSpan.MaxValue,
    };

    private static TimeSpan SliceOf(SloObjective objective) =>
        objective.Method.Slice == TimeSpan.Zero ? TimeSpan.MaxValue : objective.Method.Slice;

    private static IEnumerable<SloHistoryStep> Split(ReportSubject subject, ReportRange range, TimeSpan longest) =>
        subject.Steps.SelectMany(step => range.Clip(step.From, step.To) is var (from, to) ? StepPart.Divide(step, from, to, longest) : []);
}
