namespace Slo.Attribution;

/// <summary>The bad events of several processes, as if one had kept them.</summary>
/// <param name="Copy">The events, from the oldest stretch of time. Those of several processes overlap.</param>
/// <param name="Since">The position from which on bad events are known.</param>
/// <param name="Minutes">The events of each process, minute by minute.</param>
internal sealed record JoinedBadEvents(BadEventsCopy Copy, long Since, IReadOnlyList<EventMinutes> Minutes)
{
    /// <summary>The most events of all processes together: each gives the same part of them.</summary>
    internal const int MostEvents = 40_000;

    private const int MostValues = 256 - ValueTable.First;
    private const int Instance = (int)SloDimension.Instance;

    // A process that ended has none of the last minutes.
    private const long Recent = 30 * TimeSpan.TicksPerSecond;

    /// <param name="processes">What each keeps; at least one.</param>
    /// <param name="shift">From positions since 1970 UTC to those of the timeline.</param>
    internal static JoinedBadEvents Of(IReadOnlyList<SloBadEvents> processes, long shift)
    {
        (string Instance, BadEventsCopy Copy)[] all =
            [.. processes.Select(one => (one.Instance, one.Copy.Shifted(shift).Thinned(MostEvents / processes.Count)))];
        Names[] names = [.. Enumerable.Range(0, ValueSet.Dimensions).Select(dimension => Names.Of(all, dimension))];
        return new(
            new(
                [.. all.SelectMany(one => Renumber(one, names)).OrderBy(bucket => bucket.Start)],
                [.. names.Select(one => one.Values)], [.. names.Select(one => one.Values.Length)])
            {
                IsJoined = true,
            },
            SinceOf(processes) + shift,
            [.. processes.Select(one => one.Minutes.Shifted(shift))]);
    }

    /// <summary>The good events of a time, by the dimensions of which nearly all events are known.</summary>
    /// <param name="copy">The events, whose numbers the shares have.</param>
    /// <param name="time">The time.</param>
    /// <param name="total">All events of a time.</param>
    internal Dictionary<int, GoodShares> GoodIn(BadEventsCopy copy, (long From, long To) time, Func<(long From, long To), long> total)
    {
        Dictionary<int, GoodShares> shares = [];
        var latest = Minutes.Max(one => one.End);
        EventMinutes[] running = [.. Minutes.Where(one => one.End > latest - Recent)];

        // Whole minutes: their shares are those of the time, within a minute.
        (long From, long To) known = (running.Max(one => one.MinuteOf(time.From)), Math.Min(time.To, running.Min(one => one.End)));
        foreach (var dimension in Minutes.SelectMany(one => one.Series).Select(one => one.Dimension).Distinct())
        {
            IEnumerable<(string Name, SloEventCounts Events)> counts = Minutes.SelectMany(one => one.Between(dimension, known));
            if (known.From < known.To
                && GoodShares.Of(copy, dimension, [.. counts], total(known), known.From > time.From ? known.From : null) is { } found)
            {
                shares[dimension] = found;
            }
        }

        return shares;
    }

    // Of a process that ended only what lies directly before the others: in between nothing is known.
    private static long SinceOf(IReadOnlyList<SloBadEvents> processes)
    {
        var since = processes.MaxBy(one => one.Position)!.Since;
        foreach (SloBadEvents one in processes.OrderByDescending(one => one.Position).TakeWhile(one => one.Position >= since - Recent))
        {
            since = Math.Min(since, one.Since);
        }

        return since;
    }

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
