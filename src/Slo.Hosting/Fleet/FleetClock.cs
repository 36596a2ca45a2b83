namespace Slo.Hosting.Fleet;

/// <summary>
/// The clock of the store, as this process knows it: from the answer that came back fastest. The clock of the machine is used only until
/// the first answer, so that it does not matter how it is set. One thread at a time.
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

    /// <summary>Takes up an answer. An answer that took longer says less, and is used only where the one before is old.</summary>
    /// <param name="sent">When the question was sent.</param>
    /// <param name="received">When the answer came.</param>
    /// <param name="now">What the store's clock said in between.</param>
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
