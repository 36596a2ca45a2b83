namespace Slo.Windows;

/// <summary>The history cut into steps.</summary>
/// <param name="ring">The events.</param>
/// <param name="observation">What was observed.</param>
/// <param name="timeline">The instants of positions.</param>
/// <param name="oldest">Where the history that is kept begins.</param>
internal sealed class Series(CumulativeRing ring, Observation observation, Timeline timeline, long oldest)
{
    private const int MaximumSteps = 5000;

    /// <summary>Steps of equal length, aligned to its multiples since 1970 UTC.</summary>
    internal List<SloSeriesPoint> Read(in Reading now, (DateTimeOffset From, DateTimeOffset To) range, TimeSpan step) =>
        Read(now, Edges(now, range, step));

    /// <summary>Where those steps begin, and where the last one ends.</summary>
    internal List<long> Edges(in Reading now, (DateTimeOffset From, DateTimeOffset To) range, TimeSpan step)
    {
        var first = Math.Max(timeline.AlignedPositionOf(range.From), oldest) / step.Ticks;
        var last = (Math.Min(timeline.AlignedPositionOf(range.To), now.Position) + step.Ticks - 1) / step.Ticks;
        if (last - first > MaximumSteps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), step, $"would make {last - first} steps, at most {MaximumSteps} are given; take a longer step or a shorter "
                    + "range");
        }

        return [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => (first + i) * step.Ticks)];
    }

    /// <summary>Steps of calendar periods.</summary>
    internal List<SloSeriesPoint> Read(in Reading now, (DateTimeOffset From, DateTimeOffset To) range, SloPeriod steps)
    {
        var from = Math.Max(timeline.AlignedPositionOf(range.From), oldest);
        var to = Math.Min(timeline.AlignedPositionOf(range.To), now.Position);
        if (from >= to)
        {
            return [];
        }

        DateTimeOffset start = steps.Containing(timeline.AlignedInstantOf(from)).Start;
        List<long> edges = [timeline.AlignedPositionOf(start)];
        while (edges[^1] < to)
        {
            start = steps.Containing(start).End;
            edges.Add(timeline.AlignedPositionOf(start));
        }

        return Read(now, edges);
    }

    private List<SloSeriesPoint> Read(in Reading now, List<long> edges)
    {
        List<SloSeriesPoint> points = [];
        if (edges.Count == 0)
        {
            return points;
        }

        SloEventCounts[] counts = Counts(now, edges);
        var start = edges[0];
        var isExact = ring.IsExactAt(start, now);
        for (var i = 1; i < counts.Length; i++)
        {
            var edge = edges[i];
            var end = Math.Min(edge, now.Position);
            SloEventCounts events = counts[i] - counts[i - 1];
            var observed = observation.Observed(start, end);
            var isSeen = observed > 0 || events.Total > 0;
            var isExactThere = ring.IsExactAt(end, now);
            points.Add(new(
                timeline.AlignedInstantOf(end),
                isSeen ? events : null,
                IsPartial: isSeen && (start < oldest || end < edge || observed < end - start),
                IsInterpolated: isSeen && !(isExact && isExactThere)));
            (start, isExact) = (edge, isExactThere);
        }

        return points;
    }

    // Where a coarser tier meets a finer one, the coarser one may have divided events over time in which, by the finer one, they had not
    // come yet: no step is negative, and no event is lost.
    private SloEventCounts[] Counts(Reading now, List<long> edges)
    {
        SloEventCounts[] counts = [.. edges.Select(edge => ring.InterpolatedAt(Math.Min(edge, now.Position), now))];
        for (var i = counts.Length - 2; i >= 0; i--)
        {
            counts[i] = new(Math.Min(counts[i].Good, counts[i + 1].Good), Math.Min(counts[i].Bad, counts[i + 1].Bad));
        }

        return counts;
    }
}
