namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// What time it is, for what is asked of a source: by the monotonic clock, so that a step of the wall clock asks for no time that has not
/// come. A step that stays is taken up. One thread at a time.
/// </summary>
internal sealed class PollClock(TimeProvider time)
{
    // Less is drift.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stays = TimeSpan.FromMinutes(10);

    private (long Timestamp, DateTimeOffset Instant) _anchor = (time.GetTimestamp(), time.GetUtcNow());
    private long? _steppedAt;

    internal DateTimeOffset UtcNow
    {
        get
        {
            var timestamp = time.GetTimestamp();
            DateTimeOffset wall = time.GetUtcNow();
            DateTimeOffset now = _anchor.Instant + time.GetElapsedTime(_anchor.Timestamp, timestamp);
            if ((wall - now).Duration() < Step)
            {
                _steppedAt = null;
                _anchor = (timestamp, wall);
                return wall;
            }

            if (time.GetElapsedTime(_steppedAt ??= timestamp, timestamp) < Stays)
            {
                return now;
            }

            _steppedAt = null;
            _anchor = (timestamp, wall);
            return wall;
        }
    }
}
