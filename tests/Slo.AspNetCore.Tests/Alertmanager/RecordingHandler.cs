using System.Collections.Concurrent;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>A handler that remembers what came.</summary>
internal sealed class RecordingHandler : ISloAlertHandler
{
    private readonly ConcurrentQueue<SloAlertTransition> _received = new();

    internal IReadOnlyList<SloAlertTransition> Received => [.. _received];

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        _received.Enqueue(transition);
        return Task.CompletedTask;
    }
}
