namespace Slo.Throughput.Measuring;

/// <summary>A clock that can be moved on by weeks at once. It stands still in between, or goes on at the price of a real clock read.</summary>
internal sealed class DrivenTime(bool flows) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly long _origin = System.GetTimestamp();
    private long _moved;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (flows ? System.GetTimestamp() : _origin) + _moved;

    public override DateTimeOffset GetUtcNow() => Start + GetElapsedTime(_origin, GetTimestamp());

    internal void Advance(TimeSpan by) => _moved += (long)(by.TotalSeconds * TimestampFrequency);
}
