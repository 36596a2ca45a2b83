namespace Slo.Attribution;

/// <summary>How many events one process counted in each minute of the last hour, by the values of some dimensions.</summary>
/// <param name="Start">Where the first minute begins: a full minute UTC, so that those of several processes are the same.</param>
/// <param name="End">Where the last one ends so far.</param>
/// <param name="Series">The counts of each value; all values of a dimension together are all events.</param>
internal sealed record EventMinutes(long Start, long End, IReadOnlyList<EventSeries> Series)
{
    /// <summary>How many minutes there are.</summary>
    internal const int Count = 60;

    /// <summary>Values that a dimension may have. One with more is left out.</summary>
    internal const int MostValues = 64;

    /// <summary>Counts each minute.</summary>
    /// <param name="end">Where the last minute ends so far.</param>
    /// <param name="shift">What makes a position one of UTC.</param>
    /// <param name="count">The events of each value of a dimension in a stretch of time.</param>
    internal static EventMinutes Of(
        long end, long shift, Func<SloDimension, (long From, long To), IEnumerable<(string Name, SloEventCounts Events)>> count)
    {
        var start = end - ((end + shift) % TimeSpan.TicksPerMinute) - ((Count - 1) * TimeSpan.TicksPerMinute);
        Dictionary<(int, string), SloEventCounts[]> all = [];
        foreach (SloDimension dimension in (ReadOnlySpan<SloDimension>)[SloDimension.Instance, SloDimension.Cohort, SloDimension.Group])
        {
            if (count(dimension, (start, end)).Take(MostValues + 1).Count() > MostValues)
            {
                continue;
            }

            for (var i = 0; i < Count; i++)
            {
                var from = start + (i * TimeSpan.TicksPerMinute);
                foreach ((string name, SloEventCounts events) in count(dimension, (from, Math.Min(end, from + TimeSpan.TicksPerMinute))))
                {
                    if (events.Total > 0)
                    {
                        (int, string) key = ((int)dimension, name);
                        (all.TryGetValue(key, out SloEventCounts[]? minutes) ? minutes : all[key] = new SloEventCounts[Count])[i] = events;
                    }
                }
            }
        }

        return new(start, end, [.. all.Select(one => new EventSeries(one.Key.Item1, one.Key.Item2, one.Value))]);
    }

    /// <summary>Where the minute begins that a position lies in; the first one, if it is older.</summary>
    internal long MinuteOf(long position) => position < Start ? Start : position - ((position - Start) % TimeSpan.TicksPerMinute);

    /// <summary>The events of each value of a dimension in the minutes between two positions, also of those that are only partly between
    /// them.</summary>
    internal IEnumerable<(string Name, SloEventCounts Events)> Between(int dimension, (long From, long To) time)
    {
        foreach (EventSeries one in Series.Where(one => one.Dimension == dimension))
        {
            SloEventCounts sum = default;
            for (var i = 0; i < one.Minutes.Length; i++)
            {
                var from = Start + (i * TimeSpan.TicksPerMinute);
                sum += from < time.To && from + TimeSpan.TicksPerMinute > time.From ? one.Minutes[i] : default;
            }

            yield return (one.Value, sum);
        }
    }

    internal EventMinutes Shifted(long by) => this with { Start = Start + by, End = End + by };
}
