namespace Slo.Shared.Replay;

/// <summary>A clock that stands where it was put: monotonic and wall clock move together, but for what is skipped.</summary>
/// <param name="start">In ticks of 100 ns since 1970 UTC.</param>
internal sealed class VirtualTime(long start) : TimeProvider
{
    private long _skipped;

    /// <summary>Ticks of 100 ns since 1970 UTC. Only ever put forward.</summary>
    internal long Now { get; set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Goes on without having run: only the wall clock moves, as after a suspension.</summary>
    internal void SkipTo(long now)
    {
        _skipped += now - Now;
        Now = now;
    }

    public override long GetTimestamp() => Now - _skipped;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now);
}
