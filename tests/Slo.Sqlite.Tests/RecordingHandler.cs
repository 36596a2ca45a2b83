using System.Collections.Concurrent;

namespace Slo.Sqlite.Tests;

/// <summary>Keeps the alerts that fire.</summary>
internal sealed class RecordingHandler : ISloAlertHandler
{
    private readonly ConcurrentQueue<SloAlertTransition> _fired = new();

    internal IReadOnlyList<SloAlertTransition> Fired => [.. _fired];

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        if (transition.Kind == SloAlertTransitionKind.Fired)
        {
            _fired.Enqueue(transition);
        }

        return Task.CompletedTask;
    }
}
