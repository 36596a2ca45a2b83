namespace Slo.Hosting.Tests.Delivery;

/// <summary>The system's clock, of which a part throws while a test says so.</summary>
internal sealed class FaultyTime : TimeProvider
{
    private volatile string _faulty = "";
    private int _faults;

    /// <summary>timestamp, timer, or nothing.</summary>
    internal string Faulty { get => _faulty; set => _faulty = value; }

    internal int Faults => Volatile.Read(ref _faults);

    public override long GetTimestamp()
    {
        ThrowIf("timestamp");
        return base.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ThrowIf("timer");
        return base.CreateTimer(callback, state, dueTime, period);
    }

    private void ThrowIf(string part)
    {
        if (_faulty == part)
        {
            Interlocked.Increment(ref _faults);
            throw new InvalidOperationException("the clock is broken");
        }
    }
}
