namespace Slo.Testing;

/// <summary>A clock that moves only when told, its monotonic and its wall side together or apart.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _wall = start;
    private long _monotonic = 1_000_000;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _wall;
        }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _monotonic);

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _wall += by;
            Interlocked.Add(ref _monotonic, by.Ticks);
        }
    }

    /// <summary>Time passes until an instant.</summary>
    public void AdvanceTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());

    /// <summary>The wall clock is set; a positive step also looks like a suspension.</summary>
    public void StepWall(TimeSpan by)
    {
        lock (_gate)
        {
            _wall += by;
        }
    }
}
