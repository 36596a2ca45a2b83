namespace Slo.Hosting.Tests.Alerting;

/// <summary>Holds its thread until it is cancelled.</summary>
internal sealed class BlockingHandler : ISloAlertHandler
{
    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        return Task.CompletedTask;
    }
}
