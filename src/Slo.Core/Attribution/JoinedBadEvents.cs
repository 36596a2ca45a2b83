namespace Slo.Attribution;

/// <summary>The bad events of several processes, as if one had kept them.</summary>
internal sealed class JoinedBadEvents
{
    /// <summary>The most events of all processes together: each gives the same part of them.</summary>
    internal const int MostEvents = 40_000;

    private const int MostValues = 256 - ValueTable.First;
    private const int Instance = (int)SloDimension.Instance;

    // Nearly all: what the others have would change little.
    private const double KnownRatio = 0.95;
    private const double KnownBadRatio = 0.9;

    // A process that ended has none of the last minutes.
    private const long Recent = 30 * TimeSpan.TicksPerSecond;

    private readonly (long Since, EventMinutes Minutes)[] _processes;
    private readonly EventMinutes[] _running;

    // Values of events that are no process: how many good events these have is not known.
    private readonly bool _hasOtherInstances;

    /// <param name="processes">What each keeps; at least one.</param>
    /// <param name="shift">From positions since 1970 UTC to those of the timeline.</param>
    internal JoinedBadEvents(IReadOnlyList<SloBadEvents> processes, long shift)
    {
        var most = Math.Max(1, MostEvents / processes.Count);
        (string Instance, BadEventsCopy Copy)[] all = [.. processes.Select(one => (one.Instance, one.Copy.Shifted(shift).Thinned(most)))];
        Names[] names = [.. Enumerable.Range(0, ValueSet.Dimensions).Select(dimension => Names.Of(all, dimension))];
        Copy = new(
            [.. all.SelectMany(one => Renumber(one, names)).OrderBy(bucket => bucket.Start)],
            [.. names.Select(one => one.Values)], [.. names.Select(one => one.Values.Length)])
        {
            IsJoined = true,
        };
        AsOf = processes.Max(one => one.Position) + shift;
        _processes = [.. processes.Select(one => (one.Since + shift, one.Minutes.Shifted(shift)))];
        _running = [.. _processes.Select(one => one.Minutes).Where(one => one.End > AsOf - Recent)];
        _hasOtherInstances = names[Instance].Values.Any(value => !processes.Any(one => one.Instance == value.Name));
    }

    /// <summary>The events, from the oldest stretch of time. Those of several processes overlap.</summary>
    internal BadEventsCopy Copy { get; }

    /// <summary>The position of the latest of them.</summary>
    internal long AsOf { get; }

    /// <summary>
    /// The position from which on as large a part of all events is known as now. Of the last hour that is known by minute; before it, as
    /// far as all processes of its first minute go back. So one process that was there before a deployment, of which the others gave
    /// nothing, does not say what was normal for all.
    /// </summary>
    /// <param name="total">All events of a time.</param>
    internal long SinceWith(Func<(long From, long To), long> total)
    {
        var known = _running.Min(one => one.End);
        var oldest = _running.Max(one => one.Start);
        var since = _running.Max(one => one.MinuteOf(known - TimeSpan.TicksPerMinute));
        (var now, var all) = (EventsIn((since, known)).Total, total((since, known)));
        for (var before = since - TimeSpan.TicksPerMinute; before >= oldest; before -= TimeSpan.TicksPerMinute)
        {
            if ((double)EventsIn((before, since)).Total * all < KnownRatio * now * total((before, since)))
            {
                break;
            }

            since = before;
        }

        var first = _processes.Where(one => EventsOf(one.Minutes, (since, since + TimeSpan.TicksPerMinute)).Total > 0)
            .Select(one => one.Since).DefaultIfEmpty(since).Max();
        return Math.Max(since > oldest ? since : first, _processes.Min(one => one.Since));
    }

    /// <summary>Whether nearly all bad events of a time are among those that the processes counted, as far as that is known.</summary>
    /// <param name="time">The time.</param>
    /// <param name="counts">All events of a time.</param>
    internal bool Covers((long From, long To) time, Func<(long From, long To), SloEventCounts> counts)
    {
        (long From, long To) known = InMinutes(time);
        return known.From >= known.To || EventsIn(known).Bad >= KnownBadRatio * counts(known).Bad;
    }

    /// <summary>The same for all of a time, what came after they were published included.</summary>
    /// <param name="time">The time.</param>
    /// <param name="counts">All events of a time.</param>
    internal bool CoversAll((long From, long To) time, Func<(long From, long To), SloEventCounts> counts)
    {
        var end = Math.Max(time.From, _running.Min(one => one.End));
        return Covers(time, counts) && (end >= time.To || counts((end, time.To)).Bad <= (1 - KnownBadRatio) * counts(time).Bad);
    }

    /// <summary>The good events of a time, by the dimensions of which nearly all events are known.</summary>
    /// <param name="copy">The events, whose numbers the shares have.</param>
    /// <param name="time">The time.</param>
    /// <param name="total">All events of a time.</param>
    internal Dictionary<int, GoodShares> GoodIn(BadEventsCopy copy, (long From, long To) time, Func<(long From, long To), long> total)
    {
        Dictionary<int, GoodShares> shares = [];
        (long From, long To) known = InMinutes(time);
        foreach (var dimension in _processes.SelectMany(one => one.Minutes.Series).Select(one => one.Dimension).Distinct())
        {
            IEnumerable<(string Name, SloEventCounts Events)> counts = _processes.SelectMany(one => one.Minutes.Between(dimension, known));
            if (known.From < known.To && !(dimension == Instance && _hasOtherInstances)
                && GoodShares.Of(copy, dimension, [.. counts], total(known), known.From > time.From ? known.From : null) is { } found)
            {
                shares[dimension] = found;
            }
        }

        return shares;
    }

    // Whole minutes: their shares are those of the time, within a minute.
    private (long From, long To) InMinutes((long From, long To) time) =>
        (_running.Max(one => one.MinuteOf(time.From)),
            Math.Min(_running.Max(one => one.MinuteOf(time.To - 1)) + TimeSpan.TicksPerMinute, _running.Min(one => one.End)));

    private SloEventCounts EventsIn((long From, long To) time) =>
        _processes.Aggregate(default(SloEventCounts), (sum, one) => sum + EventsOf(one.Minutes, time));

    private static SloEventCounts EventsOf(EventMinutes minutes, (long From, long To) time) =>
        minutes.Between(Instance, time).Aggregate(default(SloEventCounts), (sum, one) => sum + one.Events);

    private static IEnumerable<BucketCopy> Renumber((string Instance, BadEventsCopy Copy) one, Names[] names)
    {
        byte[][] numbers = [.. names.Select((all, dimension) => all.NumbersOf(one, dimension))];
        return one.Copy.Buckets.Select(bucket => bucket with { Events = [.. bucket.Events.Select(Renumbered)] });

        BadEvent Renumbered(BadEvent old)
        {
            ValueSet values = old.Values;
            for (var dimension = 0; dimension < ValueSet.Dimensions; dimension++)
            {
                values = values.With(dimension, numbers[dimension][old.Values[dimension]]);
            }

            return old with { Values = values };
        }
    }

    /// <summary>The values of one dimension in all processes: those with most events get numbers.</summary>
    private sealed record Names((string Name, long FirstSeen)[] Values)
    {
        internal static Names Of((string Instance, BadEventsCopy Copy)[] all, int dimension)
        {
            Dictionary<string, (double Weight, long FirstSeen)> found = new(StringComparer.Ordinal);
            foreach ((string instance, BadEventsCopy copy) in all)
            {
                foreach (BucketCopy bucket in copy.Buckets)
                {
                    foreach (BadEvent one in bucket.Events)
                    {
                        var number = one.Values[dimension];
                        if (NameOf(instance, copy, dimension, number) is { } name)
                        {
                            var seen = number < ValueTable.First ? bucket.At(one) : copy.FirstSeen(dimension, number);
                            found[name] = found.TryGetValue(name, out (double Weight, long FirstSeen) known)
                                ? (known.Weight + bucket.Weight, Math.Min(known.FirstSeen, seen)) : (bucket.Weight, seen);
                        }
                    }
                }
            }

            return new([.. found.OrderByDescending(one => one.Value.Weight).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(MostValues).Select(one => (one.Key, one.Value.FirstSeen))]);
        }

        /// <summary>For each number of one process the number of all.</summary>
        internal byte[] NumbersOf((string Instance, BadEventsCopy Copy) one, int dimension)
        {
            Dictionary<string, byte> places = new(StringComparer.Ordinal);
            for (var i = 0; i < Values.Length; i++)
            {
                places[Values[i].Name] = (byte)(i + ValueTable.First);
            }

            var numbers = new byte[256];
            for (var number = 0; number < Math.Min(256, one.Copy.Values[dimension].Length + ValueTable.First); number++)
            {
                numbers[number] = NameOf(one.Instance, one.Copy, dimension, (byte)number) is { } name
                    ? places.GetValueOrDefault(name, ValueTable.Other) : (byte)Math.Min(number, ValueTable.Other);
            }

            return numbers;
        }

        // An event that names no other instance is one of the process that keeps it.
        private static string? NameOf(string instance, BadEventsCopy copy, int dimension, byte number) =>
            number >= ValueTable.First ? copy.NameOf(dimension, number)
            : number == ValueTable.None && dimension == Instance ? instance : null;
    }
}
