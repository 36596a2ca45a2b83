using Xunit;

namespace Slo.Tests.Hosting;

/// <summary>A clock with one timer, which is due when the test says so. FakeTimeProvider waits for a callback that hangs, and would hide a tick beside it.</summary>
internal sealed class HandTimer : TimeProvider, ITimer
{
    private Action? _callback;
    private TimeSpan _period;

    /// <summary>After which time the timer calls back; null: never.</summary>
    internal TimeSpan? Due { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callback = () => callback(state);
        Change(dueTime, period);
        return this;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime;
        _period = period;
        return true;
    }

    public void Dispose() => Due = null;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The time has come.</summary>
    internal void Fire()
    {
        Assert.NotNull(Due);
        Due = _period == Timeout.InfiniteTimeSpan ? null : _period;
        _callback!();
    }
}
