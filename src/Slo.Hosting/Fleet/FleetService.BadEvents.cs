using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;
using Slo.Hosting.Persistence;

namespace Slo.Hosting.Fleet;

/// <content>What this process keeps of its bad events, by which the alerts of the fleet are explained.</content>
internal sealed partial class FleetService
{
    private readonly FleetBadEvents _badEvents;
    private readonly StoreCalls _badEventCalls;
    private readonly RepeatGate _badEventFailures;
    private Task _publishingBadEvents = Task.CompletedTask;

    // Beside the exchanges: if it fails or hangs, counts and alerts go on.
    private void PublishBadEvents()
    {
        if (_publishingBadEvents.IsCompleted)
        {
            _publishingBadEvents = Task.Run(() => PublishBadEventsAsync(isLast: false, _stop.Token), CancellationToken.None);
        }
    }

    // What the process kept says what was normal, also after it has ended.
    private async Task PublishLastBadEventsAsync(CancellationToken cancellationToken)
    {
        await _publishingBadEvents.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_publishingBadEvents.IsCompleted)
        {
            await PublishBadEventsAsync(isLast: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PublishBadEventsAsync(bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            _fleet.BadEvents.Release();
            if (_badEvents.Next(isLast) is { Count: > 0 } next)
            {
                await _badEventCalls.RunAsync(token => _store.WriteBadEventsAsync(next, token), cancellationToken).ConfigureAwait(false);
                _badEvents.Published(next);
            }
        }
#pragma warning disable CA1031 // A store may throw any exception, and a definition may change meanwhile.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBadEvents(exception);
        }
    }

    private void LogBadEvents(Exception exception)
    {
        if (!_stop.IsCancellationRequested)
        {
            _badEventFailures.Pass(suppressed => _logger.FleetBadEventsFailed(Thrown.Where(exception), suppressed));
        }
    }
}
