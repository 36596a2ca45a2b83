using Slo.Cli.Infrastructure;
using Slo.Shared.History;
using Slo.Shared.Reporting;

namespace Slo.Cli.Replay;

/// <summary>A history: rows in order of time. It begins and ends with events, and not with a gap.</summary>
internal sealed class Trace
{
    private static readonly TimeSpan LongSilence = TimeSpan.FromHours(1);

    // A year of minutes, and more.
    private const int MostPlayed = 600_000;

    private readonly IReadOnlyList<TraceRow> _all;
    private readonly bool _namesGaps;

    /// <param name="all">Not only gaps.</param>
    internal Trace(IReadOnlyList<TraceRow> all)
    {
        _all = all;
        Rows = [.. all.SkipWhile(row => row.IsGap).Reverse().SkipWhile(row => row.IsGap).Reverse()];
        _namesGaps = all.Any(row => row.IsGap);
        Events = new(Rows.Sum(row => row.Good), Rows.Sum(row => row.Bad));
    }

    internal IReadOnlyList<TraceRow> Rows { get; }

    internal DateTimeOffset From => DateTimeOffset.FromUnixTimeSeconds(Rows[0].Time);

    internal DateTimeOffset To => DateTimeOffset.FromUnixTimeSeconds(Rows[^1].Time);

    internal SloEventCounts Events { get; }

    /// <summary>How many rows have counts.</summary>
    internal int Count => Rows.Count(row => !row.IsGap);

    /// <summary>
    /// The rows as they are played. Where a trace names its gaps, as a history of an app does, a row lasts until the next one: what is
    /// longer than a minute is no burst, and its events are divided evenly.
    /// </summary>
    internal IReadOnlyList<TraceRow> Played()
    {
        if (!_namesGaps)
        {
            return Rows;
        }

        var longest = TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling((To - From).TotalMinutes / MostPlayed)));
        return new Trace(
            HistoryRows.Of(HistoryRows.ToSteps(_all, null, long.MaxValue)
                .SelectMany(step => StepPart.Divide(step, step.From, step.To, longest)))).Rows;
    }

    /// <summary>
    /// The rows as steps of a history: no row means no events, where the trace does not name its gaps. Rows of the same minute are one
    /// step.
    /// </summary>
    internal IReadOnlyList<SloHistoryStep> Steps()
    {
        List<SloHistoryStep> steps = [];
        foreach (SloHistoryStep step in HistoryRows.ToSteps(_all, null, long.MaxValue))
        {
            if (!_namesGaps && steps.Count > 0 && steps[^1].To < step.From)
            {
                steps.Add(new(steps[^1].To, step.From, default));
            }

            if (steps.Count > 0 && steps[^1].To == step.From && Minute(steps[^1].From) == Minute(step.To.AddTicks(-1)))
            {
                steps[^1] = new(steps[^1].From, step.To, steps[^1].Events + step.Events);
            }
            else
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    /// <summary>Notes long stretches without a row, whose meaning may not be what was meant.</summary>
    internal void NoteGaps(ToolConfiguration configuration)
    {
        if (Gaps() is { } gaps)
        {
            configuration.Note($"the trace has {Display.Count(gaps.Count, "gap")} of more than 1h without a row, the longest "
                + $"{SloDuration.Format(gaps.Longest)} after {Display.Of(gaps.After)} UTC: no row means no events");
        }
    }

    private static long Minute(DateTimeOffset instant) => instant.UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>
    /// Stretches of more than an hour without a row, and the longest one's row before it; null without any, or if the trace names its gaps.
    /// </summary>
    internal (int Count, TimeSpan Longest, DateTimeOffset After)? Gaps()
    {
        var count = 0;
        (long Length, long After) longest = default;
        for (var i = 1; i < Rows.Count; i++)
        {
            var length = Rows[i].Time - Rows[i - 1].Time;
            count += length > LongSilence.TotalSeconds ? 1 : 0;
            longest = length > longest.Length ? (length, Rows[i - 1].Time) : longest;
        }

        return count == 0 || _namesGaps
            ? null
            : (count, TimeSpan.FromSeconds(longest.Length), DateTimeOffset.FromUnixTimeSeconds(longest.After));
    }
}
