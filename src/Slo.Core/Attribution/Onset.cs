namespace Slo.Attribution;

/// <summary>Finds where bad events began to be more frequent: an alert fires later.</summary>
internal static class Onset
{
    // Below this the rise is not clear, and the time that was asked for is kept. Twice this is about chi-square: p < 0.001.
    private const double LeastEvidence = 6;

    // In a younger service bad events that do not rise are more likely to be there since its start than to be normal.
    private const long Young = 10 * TimeSpan.TicksPerMinute;

    /// <summary>
    /// The start of the bucket, at most <paramref name="look"/> before <paramref name="from"/>, that divides the time best into two with
    /// constant rates: by the likelihood ratio of two Poisson rates to one. Excluded time has no events, and no length. From
    /// <paramref name="since"/> on, time without a bucket is known to have had no bad event. Without a clear rise, it is
    /// <paramref name="since"/> if that is less than 10 minutes ago: a service that was broken from its start is not compared with itself.
    /// </summary>
    internal static long Find(BadEventsCopy copy, long since, long from, long to, long look)
    {
        var begin = Math.Max(from - (2 * look), since);
        BucketCopy[] all = [.. copy.Buckets.Where(bucket => bucket.End > begin && bucket.Start < to)];

        // The first bucket counts as a whole, and so does its time. But the objective may have begun within it.
        begin = all.Length == 0 ? begin : Math.Max(since, Math.Min(begin, all[0].Start));
        double total = all.Sum(bucket => bucket.Count);
        double until = 0;
        (long Position, double Evidence) best = (since > from - Young && all.Length > 0 ? Math.Min(since, from) : from, LeastEvidence);
        foreach (BucketCopy bucket in all)
        {
            var evidence = Evidence(until, copy.Length(begin, bucket.Start), total - until, copy.Length(bucket.Start, to));
            if (bucket.Start >= from - look && bucket.Start <= from && evidence > best.Evidence)
            {
                best = (bucket.Start, evidence);
            }

            until += bucket.Count;
        }

        return best.Position;
    }

    private static double Evidence(double before, double timeBefore, double now, double timeNow)
    {
        if (timeNow <= 0 || timeBefore <= 0 || now / timeNow <= before / timeBefore)
        {
            return 0;
        }

        var rate = (before + now) / (timeBefore + timeNow);
        return Term(before, timeBefore * rate) + Term(now, timeNow * rate);
    }

    private static double Term(double count, double expected) => count <= 0 ? 0 : count * Math.Log(count / expected);
}
