namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// The clock for the ranges of polls. It follows the monotonic clock, so that a step of the wall clock causes no poll of future time. A
/// step that persists is adopted. Not thread-safe.
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
