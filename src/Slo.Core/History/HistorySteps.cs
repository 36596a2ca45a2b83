using Slo.Windows;

namespace Slo.History;

/// <summary>The steps in which a history keeps its events: the finest that it has of each time, without what was not observed.</summary>
internal static class HistorySteps
{
    /// <summary>In order of time. Positions and events of each step.</summary>
    internal static IEnumerable<(long From, long To, SloEventCounts Events)> Read(HistoryState state)
    {
        (long From, long To, SloEventCounts Events)? last = null;
        foreach ((long from, long to, SloEventCounts events, List<(long, long)> observed) in Slices(state))
        {
            if (observed.Count == 0 && events.Total > 0)
            {
                if (last is { } ended && ended.To == from)
                {
                    // Recorded in the instant in which the gap began.
                    last = ended with { Events = ended.Events + events };
                }
                else
                {
                    // A gap that stands for several ones: when these events came is not known.
                    observed.Add((from, Math.Min(to, from + TimeSpan.TicksPerSecond)));
                }
            }

            foreach ((long, long, SloEventCounts) step in Divide(observed, events))
            {
                if (last is { } complete)
                {
                    yield return complete;
                }

                last = step;
            }
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    /// <summary>What lies between two boundaries, with the stretches of it that were observed.</summary>
    private static IEnumerable<(long From, long To, SloEventCounts Events, List<(long From, long To)> Observed)> Slices(HistoryState state)
    {
        (long From, long To)[] gaps = [(0, state.Observation.Origin), .. state.Observation.Gaps];
        var gap = 0;
        Reading before = state.Events.Known;
        foreach (Reading next in Boundaries(state.Events).Where(next => next.Position > before.Position))
        {
            while (gap < gaps.Length && gaps[gap].To <= before.Position)
            {
                gap++;
            }

            yield return (
                before.Position, next.Position, CumulativeRing.Difference(next.Counts, before.Counts),
                Observed(before.Position, next.Position, gaps.AsSpan(gap)));
            before = next;
        }
    }

    /// <summary>All boundaries that no finer tier has too, and the last reading.</summary>
    private static IEnumerable<Reading> Boundaries(RingState ring)
    {
        for (var i = ring.Tiers.Count - 1; i >= 0; i--)
        {
            TierState tier = ring.Tiers[i];
            var end = i == 0 || ring.Tiers[i - 1].Counts.Length == 0
                ? ring.Last.Position : Math.Min(ring.Last.Position, ring.Tiers[i - 1].First * ring.Tiers[i - 1].Width);
            for (var at = 0; at < tier.Counts.Length && (tier.First + at) * tier.Width < end; at++)
            {
                yield return new Reading((tier.First + at) * tier.Width, tier.Counts[at]);
            }
        }

        yield return ring.Last;
    }

    private static List<(long From, long To)> Observed(long from, long to, ReadOnlySpan<(long From, long To)> gaps)
    {
        List<(long From, long To)> observed = [];
        var start = from;
        foreach ((long gapFrom, long gapTo) in gaps)
        {
            if (gapFrom >= to)
            {
                break;
            }

            if (gapFrom > start)
            {
                observed.Add((start, gapFrom));
            }

            start = Math.Max(start, gapTo);
        }

        if (start < to)
        {
            observed.Add((start, to));
        }

        return observed;
    }

    // By the time observed: how the events lie between two boundaries is not known.
    private static IEnumerable<(long From, long To, SloEventCounts Events)> Divide(
        List<(long From, long To)> stretches, SloEventCounts events)
    {
        var length = stretches.Sum(stretch => stretch.To - stretch.From);
        Reading end = new(length, events);
        SloEventCounts given = default;
        long passed = 0;
        foreach ((long from, long to) in stretches)
        {
            passed += to - from;
            SloEventCounts until = Reading.Between(default, end, passed);
            yield return (from, to, until - given);
            given = until;
        }
    }
}
