namespace Slo.Windows;

/// <summary>
/// The clock of counts that come from outside: it stands where they were known last, in ticks since 1970 UTC. One writer, any number of
/// readers.
/// </summary>
internal sealed class DataClock(long position) : TimeProvider
{
    private long _position = position;

    /// <summary>The position up to which counts are known.</summary>
    internal long Position
    {
        get => Volatile.Read(ref _position);
        set => Volatile.Write(ref _position, value);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Position;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Position);
}
