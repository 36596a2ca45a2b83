namespace Slo.Windows;

/// <summary>The history cut into equal steps, aligned to multiples of the step since 1970 UTC.</summary>
internal static class Series
{
    private const int MaximumSteps = 5000;

    internal static List<SloSeriesPoint> Read(
        CumulativeRing ring, Observation observation, Timeline timeline, in Reading now, long longest,
        (DateTimeOffset From, DateTimeOffset To) range, TimeSpan step)
    {
        var first = Math.Max(timeline.AlignedPositionOf(range.From), now.Position - longest) / step.Ticks;
        var last = (Math.Min(timeline.AlignedPositionOf(range.To), now.Position) + step.Ticks - 1) / step.Ticks;
        if (last - first > MaximumSteps)
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), step, $"would make {last - first} steps, at most {MaximumSteps} are given; take a longer step or a shorter "
                    + "range");
        }

        List<SloSeriesPoint> points = [];
        SloEventCounts counted = ring.InterpolatedAt(first * step.Ticks, now);
        for (var i = first; i < last; i++)
        {
            // Each step begins where the one before ended, so that none is negative or lost where a coarser tier meets a finer one.
            var end = Math.Min((i + 1) * step.Ticks, now.Position);
            SloEventCounts events = CumulativeRing.Difference(ring.InterpolatedAt(end, now), counted);
            counted = new SloEventCounts(counted.Good + events.Good, counted.Bad + events.Bad);
            var observed = observation.IsObserved(i * step.Ticks, end);
            points.Add(new(timeline.AlignedInstantOf(end), observed || events.Total > 0 ? events : null));
        }

        return points;
    }
}
