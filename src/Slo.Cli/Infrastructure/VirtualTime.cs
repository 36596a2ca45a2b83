namespace Slo.Cli.Infrastructure;

/// <summary>A clock that stands where it was put: monotonic and wall clock move together.</summary>
/// <param name="start">In ticks of 100 ns since 1970 UTC.</param>
internal sealed class VirtualTime(long start) : TimeProvider
{
    /// <summary>Ticks of 100 ns since 1970 UTC. Only ever put forward.</summary>
    internal long Now { get; set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now);
}
