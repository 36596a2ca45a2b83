using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Fleet;

/// <content>What this process called, for the map that several services may share. Without the last one, the process counts as missing
/// for a while.</content>
internal sealed partial class FleetService
{
    private readonly FleetPublisher<SloFleetDependencies> _dependencies;
    private readonly RepeatGate _dependencyFailures;

    private FleetPublisher<SloFleetDependencies> NewDependencies()
    {
        FleetDependencies counts = new(_set, _registry, _fleet.Registry, _options, _time) { Process = _fleet.Process };
        return new(
            isLast => isLast ? counts.Last() : counts.Next(), _store.WriteDependenciesAsync, _ => counts.Published(), LogDependencies,
            _options.Timeout, _time);
    }

    private void LogDependencies(Exception exception) =>
        _dependencyFailures.Pass(suppressed => _logger.FleetDependenciesFailed(Thrown.Where(exception), suppressed));
}
