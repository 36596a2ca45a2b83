namespace Slo.Hosting.Tests.Delivery;

/// <summary>The system's clock, which calls back once before it makes a timer.</summary>
internal sealed class TimerHookTime : TimeProvider
{
    private Action? _hook;

    internal void OnNextTimer(Action hook) => _hook = hook;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Exchange(ref _hook, null)?.Invoke();
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
