namespace Slo.Attribution;

/// <summary>All that is kept of the bad events of an objective, at one moment.</summary>
/// <param name="Buckets">From the oldest.</param>
/// <param name="Values">For each dimension the values by their number.</param>
/// <param name="Known">For each dimension how many values are known.</param>
internal sealed record BadEventsCopy(BucketCopy[] Buckets, (string Name, long FirstSeen)[][] Values, int[] Known)
{
    internal static readonly BadEventsCopy Empty = new([], [], []);

    /// <summary>Time that does not count, and whose events are left out.</summary>
    internal IReadOnlyList<(long From, long To)> Excluded { get; private init; } = [];

    internal string NameOf(int dimension, byte number) =>
        number < ValueTable.First ? SloReasonStatus.Other : Values[dimension][number - ValueTable.First].Name;

    internal long FirstSeen(int dimension, byte number) => Values[dimension][number - ValueTable.First].FirstSeen;

    /// <summary>The same without the events of excluded time, as all other counts are.</summary>
    internal BadEventsCopy Without(IReadOnlyList<(long From, long To)> excluded) => excluded.Count == 0 ? this : this with
    {
        Buckets = [.. Buckets.Select(bucket => bucket.Without(excluded)).Where(bucket => bucket.Count > 0)],
        Excluded = excluded,
    };

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
