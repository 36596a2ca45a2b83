namespace Slo.Hosting.Fleet;

/// <summary>
/// The clock of the store, estimated from its fastest answer. The clock of the machine is used only until the first answer, so it does not
/// matter how it is set. One thread at a time.
/// </summary>
internal sealed class FleetClock(TimeProvider time)
{
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(1);

    private (long Timestamp, DateTimeOffset Instant) _anchor = (time.GetTimestamp(), time.GetUtcNow());
    private TimeSpan _roundTrip = TimeSpan.MaxValue;

    internal bool IsKnown => _roundTrip < TimeSpan.MaxValue;

    internal DateTimeOffset Now => At(time.GetTimestamp());

    /// <summary>The instant of a timestamp of this process.</summary>
    internal DateTimeOffset At(long timestamp) => timestamp >= _anchor.Timestamp
        ? _anchor.Instant + time.GetElapsedTime(_anchor.Timestamp, timestamp)
        : _anchor.Instant - time.GetElapsedTime(timestamp, _anchor.Timestamp);

    /// <summary>Adjusts the clock by an answer. An answer with a longer round trip is less exact, and used only if the last one is
    /// old.</summary>
    /// <param name="sent">The timestamp at which the request was sent.</param>
    /// <param name="received">The timestamp at which the answer was received.</param>
    /// <param name="now">The time of the store in between.</param>
    internal void Adjust(long sent, long received, DateTimeOffset now)
    {
        TimeSpan roundTrip = time.GetElapsedTime(sent, received);
        if (roundTrip <= _roundTrip || time.GetElapsedTime(_anchor.Timestamp, received) > LongestUse)
        {
            _roundTrip = roundTrip;
            _anchor = (received, now + (roundTrip / 2));
        }
    }
}
