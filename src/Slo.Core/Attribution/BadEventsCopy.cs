namespace Slo.Attribution;

/// <summary>All that is kept of the bad events of an objective, at one moment.</summary>
/// <param name="Buckets">From the oldest.</param>
/// <param name="Values">For each dimension the values by their number.</param>
/// <param name="Known">For each dimension how many values are known.</param>
internal sealed record BadEventsCopy(BucketCopy[] Buckets, (string Name, long FirstSeen)[][] Values, int[] Known)
{
    internal static readonly BadEventsCopy Empty = new([], [], []);

    internal string NameOf(int dimension, byte number) =>
        number < ValueTable.First ? SloReasonStatus.Other : Values[dimension][number - ValueTable.First].Name;

    internal long FirstSeen(int dimension, byte number) => Values[dimension][number - ValueTable.First].FirstSeen;

    /// <summary>The events of a stretch of time.</summary>
    internal WeightedEvents Between(long from, long to)
    {
        List<(BadEvent Event, long At, double Weight)> events = [];
        foreach (BucketCopy bucket in Buckets.Where(bucket => bucket.End > from && bucket.Start < to))
        {
            foreach (BadEvent one in bucket.Events)
            {
                var at = bucket.Start + (one.Offset * TimeSpan.TicksPerMillisecond);
                if (at >= from && at < to)
                {
                    events.Add((one, at, bucket.Weight));
                }
            }
        }

        return new(events);
    }
}
