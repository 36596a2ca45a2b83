namespace Slo.Attribution;

/// <summary>All that is kept of the bad events of an objective, at one moment.</summary>
/// <param name="Buckets">From the oldest.</param>
/// <param name="Values">For each dimension the values by their number.</param>
/// <param name="Known">For each dimension how many values are known.</param>
internal sealed record BadEventsCopy(BucketCopy[] Buckets, (string Name, long FirstSeen)[][] Values, int[] Known)
{
    internal static readonly BadEventsCopy Empty = new(
        [], [.. Enumerable.Repeat(Array.Empty<(string, long)>(), ValueSet.Dimensions)], new int[ValueSet.Dimensions]);

    /// <summary>Time that does not count, and whose events are left out.</summary>
    internal IReadOnlyList<(long From, long To)> Excluded { get; private init; } = [];

    /// <summary>Whether it is of several processes, which have names of their own.</summary>
    internal bool IsJoined { get; init; }

    internal string NameOf(int dimension, byte number) =>
        number < ValueTable.First ? SloReasonStatus.Other : Values[dimension][number - ValueTable.First].Name;

    /// <summary>The number of a value; <see cref="ValueTable.Other"/>: it has none of its own.</summary>
    internal byte NumberOf(int dimension, string value)
    {
        if (value.Length > ValueTable.LongestValue)
        {
            return ValueTable.Other;
        }

        // Two values may look alike, once they are cleaned.
        var name = SloText.OneLine(value, ValueTable.LongestValue);
        var place = Array.FindIndex(Values[dimension], one => one.Name == name);
        return place >= 0 && place == Array.FindLastIndex(Values[dimension], one => one.Name == name)
            ? (byte)(place + ValueTable.First) : ValueTable.Other;
    }

    internal long FirstSeen(int dimension, byte number) => Values[dimension][number - ValueTable.First].FirstSeen;

    /// <summary>The same without the events of excluded time, as all other counts are.</summary>
    internal BadEventsCopy Without(IReadOnlyList<(long From, long To)> excluded) => excluded.Count == 0 ? this : this with
    {
        Buckets = [.. Buckets.Select(bucket => bucket.Without(excluded)).Where(bucket => bucket.Count > 0)],
        Excluded = excluded,
    };

    /// <summary>Those of one group.</summary>
    /// <returns>Null: it has no number of its own, because it never failed, or because too many did.</returns>
    internal BadEventsCopy? Of(string group)
    {
        const int Group = (int)SloDimension.Group;
        var number = NumberOf(Group, group);
        if (number == ValueTable.Other)
        {
            return null;
        }

        BucketCopy[] buckets = [.. Buckets.Select(bucket => bucket.Of(Group, number)).Where(bucket => bucket.Count > 0)];

        // What is known of other groups says nothing about this one.
        return this with
        {
            Buckets = buckets,
            Known = [.. Known.Select((_, dimension) => buckets.SelectMany(bucket => bucket.Events)
                .Select(one => one.Values[dimension]).Where(value => value >= ValueTable.First).Distinct().Count())],
        };
    }

    /// <summary>The same on another timeline.</summary>
    internal BadEventsCopy Shifted(long by) => by == 0 ? this : this with
    {
        Buckets = [.. Buckets.Select(bucket => bucket with { Start = bucket.Start + by, End = bucket.End + by })],
        Values = [.. Values.Select(all => all.Select(value => (value.Name, value.FirstSeen + by)).ToArray())],
    };

    /// <summary>The same with fewer events: of each stretch of time up to the same number, chosen at random.</summary>
    internal BadEventsCopy Thinned(int most)
    {
        if (Buckets.Sum(bucket => bucket.Events.Length) <= most)
        {
            return this;
        }

        (var least, var greatest) = (0, most);
        while (least < greatest)
        {
            var middle = (least + greatest + 1) / 2;
            (least, greatest) = Buckets.Sum(bucket => Math.Min(middle, bucket.Events.Length)) <= most
                ? (middle, greatest) : (least, middle - 1);
        }

        // One event of each stretch says that it had some.
        Dice dice = new(0x9E3779B97F4A7C15UL);
        return this with { Buckets = [.. Buckets.Select(bucket => bucket.Thinned(Math.Max(1, least), ref dice))] };
    }

    /// <summary>Processes come and go, and one that is new had no bad events before: unless the good events of each are known, nothing is
    /// said of them.</summary>
    internal BadEventsCopy KnownWith(IReadOnlyDictionary<int, GoodShares> good)
    {
        const int Instance = (int)SloDimension.Instance;
        return !IsJoined || good.ContainsKey(Instance) ? this
            : this with { Known = [.. Known.Select((count, dimension) => dimension == Instance ? 0 : count)] };
    }

    /// <summary>How much of a stretch of time counts, ticks.</summary>
    internal long Length(long from, long to) =>
        to - from - Excluded.Sum(part => Math.Max(0, Math.Min(to, part.To) - Math.Max(from, part.From)));

    /// <summary>The events of a stretch of time.</summary>
    internal WeightedEvents Between(long from, long to)
    {
        List<(BadEvent Event, long At, double Weight)> events = [];
        foreach (BucketCopy bucket in Buckets.Where(bucket => bucket.End > from && bucket.Start < to))
        {
            foreach (BadEvent one in bucket.Events)
            {
                var at = bucket.At(one);
                if (at >= from && at < to)
                {
                    events.Add((one, at, bucket.Weight));
                }
            }
        }

        return new(events);
    }
}
