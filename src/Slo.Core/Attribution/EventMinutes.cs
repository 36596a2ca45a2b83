namespace Slo.Attribution;

/// <summary>How many events one process counted in each minute of the last hour, by the values of some dimensions.</summary>
/// <param name="Start">Where the first minute begins.</param>
/// <param name="Series">The counts of each value; all values of a dimension together are all events.</param>
internal sealed record EventMinutes(long Start, IReadOnlyList<EventSeries> Series)
{
    /// <summary>How many minutes there are.</summary>
    internal const int Count = 60;

    /// <summary>Values that a dimension may have. One with more is left out.</summary>
    internal const int MostValues = 64;

    internal long End => Start + (Count * TimeSpan.TicksPerMinute);

    /// <summary>Counts each minute.</summary>
    /// <param name="end">Where the last minute ends.</param>
    /// <param name="count">The events of each value of a dimension in a stretch of time.</param>
    internal static EventMinutes Of(
        long end, Func<SloDimension, (long From, long To), IEnumerable<(string Name, SloEventCounts Events)>> count)
    {
        var start = end - (Count * TimeSpan.TicksPerMinute);
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
                foreach ((string name, SloEventCounts events) in count(dimension, (from, from + TimeSpan.TicksPerMinute)))
                {
                    if (events.Total > 0)
                    {
                        (int, string) key = ((int)dimension, name);
                        (all.TryGetValue(key, out SloEventCounts[]? minutes) ? minutes : all[key] = new SloEventCounts[Count])[i] = events;
                    }
                }
            }
        }

        return new(start, [.. all.Select(one => new EventSeries(one.Key.Item1, one.Key.Item2, one.Value))]);
    }

    /// <summary>The events of each value of a dimension between two positions. A minute that is only partly between them counts for that
    /// part.</summary>
    internal IEnumerable<(string Name, SloEventCounts Events)> Between(int dimension, (long From, long To) time)
    {
        foreach (EventSeries one in Series.Where(one => one.Dimension == dimension))
        {
            (double good, double bad) = (0, 0);
            for (var i = 0; i < one.Minutes.Length; i++)
            {
                var from = Start + (i * TimeSpan.TicksPerMinute);
                var share = Math.Max(0, Math.Min(time.To, from + TimeSpan.TicksPerMinute) - Math.Max(time.From, from))
                    / (double)TimeSpan.TicksPerMinute;
                (good, bad) = (good + (share * one.Minutes[i].Good), bad + (share * one.Minutes[i].Bad));
            }

            yield return (one.Value, new((long)Math.Round(good), (long)Math.Round(bad)));
        }
    }

    internal EventMinutes Shifted(long by) => this with { Start = Start + by };
}
