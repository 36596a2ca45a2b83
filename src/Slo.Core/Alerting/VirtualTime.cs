namespace Slo.Alerting;

/// <summary>A clock that moves only by calls, so that a rehearsal of hours takes milliseconds.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_elapsed);

    internal void Advance(TimeSpan by) => _elapsed += by.Ticks;
}
