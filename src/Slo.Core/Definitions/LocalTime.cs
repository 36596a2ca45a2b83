namespace Slo.Definitions;

/// <summary>Local times of a zone.</summary>
internal static class LocalTime
{
    /// <summary>The instant at which a local clock first shows a time; if the clock skips the time, the instant of the change.</summary>
    /// <remarks>
    /// By the offsets of instants alone: the data of a zone about skipped and repeated local times is not always correct.
    /// </remarks>
    internal static DateTimeOffset FirstInstantOf(DateTime local, TimeZoneInfo zone)
    {
        DateTimeOffset asUtc = new(local, TimeSpan.Zero);
        TimeSpan before = zone.GetUtcOffset(asUtc.AddDays(-1));
        TimeSpan after = zone.GetUtcOffset(asUtc.AddDays(1));
        if (zone.GetUtcOffset(asUtc - before) == before)
        {
            return asUtc - before;
        }

        if (zone.GetUtcOffset(asUtc - after) == after)
        {
            return asUtc - after;
        }

        (DateTimeOffset low, DateTimeOffset high) = (asUtc - after, asUtc - before);
        while (high.UtcTicks - low.UtcTicks > 1)
        {
            DateTimeOffset middle = low + ((high - low) / 2);
            (low, high) = zone.GetUtcOffset(middle) == before ? (middle, high) : (low, middle);
        }

        return high;
    }
}
