using System.Collections.Concurrent;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>Keeps what it got.</summary>
internal sealed class CollectingHandler : ISloAlertHandler
{
    private readonly ConcurrentQueue<SloAlertTransition> _transitions = new();

    internal IReadOnlyList<SloAlertTransition> Transitions => [.. _transitions];

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        _transitions.Enqueue(transition);
        return Task.CompletedTask;
    }
}
