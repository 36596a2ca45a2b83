using System.Collections.Concurrent;

namespace Slo.Sqlite.Tests;

/// <summary>Keeps the alerts that fire, and those that end.</summary>
internal sealed class RecordingHandler : ISloAlertHandler
{
    private readonly ConcurrentQueue<SloAlertTransition> _fired = new();
    private readonly ConcurrentQueue<SloAlertTransition> _resolved = new();

    internal IReadOnlyList<SloAlertTransition> Fired => [.. _fired];

    internal IReadOnlyList<SloAlertTransition> Resolved => [.. _resolved];

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        if (transition.Kind == SloAlertTransitionKind.Fired)
        {
            _fired.Enqueue(transition);
        }
        else if (transition.Kind == SloAlertTransitionKind.Resolved)
        {
            _resolved.Enqueue(transition);
        }

        return Task.CompletedTask;
    }
}
