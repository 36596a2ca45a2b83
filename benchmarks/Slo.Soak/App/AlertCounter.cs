namespace Slo.Soak.App;

/// <summary>Counts the transitions that reach a handler.</summary>
internal sealed class AlertCounter : ISloAlertHandler
{
    private long _fired;
    private long _resolved;

    internal long Fired => Interlocked.Read(ref _fired);

    internal long Resolved => Interlocked.Read(ref _resolved);

    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        if (transition.Kind == SloAlertTransitionKind.Fired)
        {
            Interlocked.Increment(ref _fired);
        }
        else if (transition.Kind == SloAlertTransitionKind.Resolved)
        {
            Interlocked.Increment(ref _resolved);
        }

        return Task.CompletedTask;
    }
}
