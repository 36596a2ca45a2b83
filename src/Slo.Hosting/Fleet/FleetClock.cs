namespace Slo.Hosting.Fleet;

/// <summary>
/// The clock of the store, estimated from its fastest answer. The clock of the machine is used only until the first answer, so it does not
/// matter how it is set. One writer, any number of readers.
/// </summary>
internal sealed class FleetClock(TimeProvider time)
{
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(1);

    // Swapped as one object.
    private volatile Anchor _anchor = new(time.GetTimestamp(), time.GetUtcNow());
    private TimeSpan _roundTrip = TimeSpan.MaxValue;

    internal bool IsKnown => _roundTrip < TimeSpan.MaxValue;

    internal DateTimeOffset Now => At(time.GetTimestamp());

    /// <summary>The instant of a timestamp of this process.</summary>
    internal DateTimeOffset At(long timestamp) => _anchor is var anchor && timestamp >= anchor.Timestamp
        ? anchor.Instant + time.GetElapsedTime(anchor.Timestamp, timestamp)
        : anchor.Instant - time.GetElapsedTime(timestamp, anchor.Timestamp);

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
            _anchor = new(received, now + (roundTrip / 2));
        }
    }

    private sealed record Anchor(long Timestamp, DateTimeOffset Instant);
}
