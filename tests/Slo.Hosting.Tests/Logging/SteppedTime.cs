namespace Slo.Hosting.Tests.Logging;

/// <summary>The machine's clock with its timers, which a host that runs needs, and a wall clock that can be set.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _lead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _lead));

    internal void StepWall(TimeSpan by) => Interlocked.Add(ref _lead, by.Ticks);
}
