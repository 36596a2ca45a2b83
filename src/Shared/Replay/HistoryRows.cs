namespace Slo.Shared.Replay;

/// <summary>The steps of a history as rows of a trace, and back. Rows have whole seconds.</summary>
internal static class HistoryRows
{
    /// <summary>A row for each step, and one that begins a gap wherever observation ended, also at the end.</summary>
    internal static IReadOnlyList<TraceRow> Of(IEnumerable<SloHistoryStep> steps)
    {
        List<TraceRow> rows = [];
        long end = 0;
        foreach (SloHistoryStep step in steps)
        {
            (long from, long to) = (Math.Max(end, Seconds(step.From)), Seconds(step.To));
            var isContinued = rows.Count > 0 && from == end;
            if (isContinued && to <= from)
            {
                // Of the fraction of a second at the end, or at the beginning.
                rows[^1] = rows[^1] with { Good = rows[^1].Good + step.Events.Good, Bad = rows[^1].Bad + step.Events.Bad };
                continue;
            }

            if (rows.Count > 0 && !isContinued)
            {
                rows.Add(new TraceRow(end, 0, 0, IsGap: true));
            }

            rows.Add(new TraceRow(from, step.Events.Good, step.Events.Bad));
            end = Math.Max(to, from + 1);
        }

        if (rows.Count > 0)
        {
            rows.Add(new TraceRow(end, 0, 0, IsGap: true));
        }

        return rows;
    }

    /// <summary>
    /// A step for each row with counts. It ends where the next row begins, but is no longer than a limit: beyond it, nothing was observed.
    /// </summary>
    /// <param name="rows">In order of time.</param>
    /// <param name="limit">Seconds; null: of a trace that names its gaps there is none, of another one it is the usual distance of two
    /// rows.</param>
    /// <param name="now">Seconds since 1970: no step ends later.</param>
    internal static IReadOnlyList<SloHistoryStep> ToSteps(IReadOnlyList<TraceRow> rows, long? limit, long now)
    {
        var usual = limit ?? Usual(rows);
        var most = limit ?? (rows.Any(row => row.IsGap) ? long.MaxValue : usual);
        List<SloHistoryStep> steps = [];
        for (var i = 0; i < rows.Count; i++)
        {
            TraceRow row = rows[i];
            var length = i + 1 < rows.Count ? Math.Min(most, rows[i + 1].Time - row.Time) : usual;
            var end = Math.Min(row.Time + length, now);
            if (!row.IsGap)
            {
                // The first events of this second are the last that can be known.
                steps.Add(new(Instant(row.Time), Instant(Math.Max(end, row.Time + 1)), new(row.Good, row.Bad)));
            }
        }

        return steps;
    }

    private static long Usual(IReadOnlyList<TraceRow> rows)
    {
        long[] lengths = [.. rows.Zip(rows.Skip(1)).Where(pair => !pair.First.IsGap).Select(pair => pair.Second.Time - pair.First.Time)];
        Array.Sort(lengths);
        return lengths.Length == 0 ? 60 : lengths[lengths.Length / 2];
    }

    // Of each time the second that it is in: neither gaps nor what was observed become longer on average, and what a slice has stays in it.
    private static long Seconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    private static DateTimeOffset Instant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
