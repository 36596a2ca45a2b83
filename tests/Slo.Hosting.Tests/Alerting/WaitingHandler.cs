using Slo.Testing;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>Takes for ever, but ends when it is cancelled.</summary>
internal sealed class WaitingHandler : ISloAlertHandler
{
    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken) =>
        Never.EndAsync(cancellationToken);
}
