using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;
using Slo.Hosting.Persistence;

namespace Slo.Hosting.Fleet;

/// <content>What this process called, for the map that several services may share.</content>
internal sealed partial class FleetService
{
    private readonly FleetDependencies _dependencies;
    private readonly StoreCalls _dependencyCalls;
    private readonly RepeatGate _dependencyFailures;
    private Task _publishing = Task.CompletedTask;

    // Beside the exchanges: if it fails or hangs, for example because the account may not write there, counts and alerts go on.
    private void PublishDependencies()
    {
        if (_publishing.IsCompleted)
        {
            _publishing = Task.Run(() => PublishDependenciesAsync(_dependencies.Next, _stop.Token), CancellationToken.None);
        }
    }

    // Without it, the process counts as missing for a while.
    private async Task PublishLastDependenciesAsync(CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_publishing.IsCompleted)
        {
            await PublishDependenciesAsync(_dependencies.Last, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PublishDependenciesAsync(Func<SloFleetDependencies?> next, CancellationToken cancellationToken)
    {
        try
        {
            if (next() is { } published)
            {
                await _dependencyCalls.RunAsync(token => _store.WriteDependenciesAsync(published, token), cancellationToken)
                    .ConfigureAwait(false);
                _dependencies.Published();
            }
        }
#pragma warning disable CA1031 // A store may throw any exception, and a definition may change meanwhile.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                _dependencyFailures.Pass(suppressed => _logger.FleetDependenciesFailed(Thrown.Where(exception), suppressed));
            }
        }
    }
}
