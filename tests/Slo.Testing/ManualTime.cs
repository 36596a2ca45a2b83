using Microsoft.Extensions.Time.Testing;

namespace Slo.Testing;

/// <summary>
/// A clock that moves only when told, and as faulty clocks do too: <see cref="FakeTimeProvider"/> has one clock for the wall and for timestamps,
/// and does not go back.
/// </summary>
public sealed class ManualTime : FakeTimeProvider
{
    private long _wallLead;
    private long _back;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTime(DateTimeOffset start)
        : base(start)
    {
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _wallLead) - Interlocked.Read(ref _back));

    public override long GetTimestamp() => base.GetUtcNow().Ticks - Interlocked.Read(ref _back);

    /// <summary>The wall clock is set; with a positive step this is also what a suspension looks like.</summary>
    public void StepWall(TimeSpan by) => Interlocked.Add(ref _wallLead, by.Ticks);

    /// <summary>Both clocks go back, as on a machine whose counter is reset.</summary>
    public void GoBack(TimeSpan by) => Interlocked.Add(ref _back, by.Ticks);
}
