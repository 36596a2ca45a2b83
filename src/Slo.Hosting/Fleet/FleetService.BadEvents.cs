using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Fleet;

/// <content>What this process keeps of its bad events, by which the alerts of the fleet are explained. The last ones say what was normal,
/// also after it has ended.</content>
internal sealed partial class FleetService
{
    private readonly FleetPublisher<IReadOnlyList<SloFleetBadEvents>> _badEvents;
    private readonly RepeatGate _badEventFailures;

    private FleetPublisher<IReadOnlyList<SloFleetBadEvents>> NewBadEvents()
    {
        FleetBadEvents kept = new(_set, _registry, _fleet, _options, _clock, _time);
        return new(Next, _store.WriteBadEventsAsync, kept.Published, LogBadEvents, _options.Timeout, _time);

        IReadOnlyList<SloFleetBadEvents>? Next(bool isLast)
        {
            _fleet.BadEvents.Release();
            return kept.Next(isLast) is { Count: > 0 } next ? next : null;
        }
    }

    private void LogReading(Exception exception)
    {
        if (!_stop.IsCancellationRequested)
        {
            LogBadEvents(exception);
        }
    }

    private void LogBadEvents(Exception exception) =>
        _badEventFailures.Pass(suppressed => _logger.FleetBadEventsFailed(Thrown.Where(exception), suppressed));
}
