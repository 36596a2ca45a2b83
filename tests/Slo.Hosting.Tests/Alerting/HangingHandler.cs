namespace Slo.Hosting.Tests.Alerting;

/// <summary>Never ends, whatever it is told.</summary>
internal sealed class HangingHandler : ISloAlertHandler
{
    private int _calls;

    internal int Calls => Volatile.Read(ref _calls);

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return new TaskCompletionSource().Task;
    }
}
