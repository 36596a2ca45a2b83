using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Fleet;

/// <summary>Reads and judges what the instances of a fleet published of their dependencies, once for all who ask within a moment: neither
/// the store nor this process must feel how many clients a map has. Thread-safe.</summary>
/// <param name="store">Where they are.</param>
/// <param name="set">The name of the set.</param>
/// <param name="process">The id with which this process publishes its own.</param>
/// <param name="timeout">How long the store is waited for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For failures.</param>
internal sealed class FleetMapReader(
    ISloFleetStore store, string set, Guid process, TimeSpan timeout, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly RepeatGate _failures = new(time);
    private FleetMapRead? _read;
    private long _readAt;

    /// <summary>The map; null if the store failed or did not answer in time.</summary>
    /// <param name="window">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait, but not the reading: others may wait for it too.</param>
    internal Task<SloFleetMap?> TryReadAsync(TimeSpan? window, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<SloFleetMap?>(cancellationToken)
            : Current().MapAsync(window).WaitAsync(cancellationToken);

    private FleetMapRead Current()
    {
        lock (_gate)
        {
            // A failure is kept too.
            if (_read is null || (_read.IsOver && time.GetElapsedTime(_readAt) >= Kept))
            {
                _readAt = time.GetTimestamp();
                _read = new(AskAsync, Judge);
            }

            return _read;
        }
    }

    private async Task<(DateTimeOffset At, IReadOnlyList<SloFleetDependencies>? All)> AskAsync()
    {
        DateTimeOffset now = time.GetUtcNow();
        using CancellationTokenSource late = new(timeout, time);
        try
        {
            return (now, await store.ReadDependenciesAsync(set, late.Token).WaitAsync(late.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // A store may throw any exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
            return (now, null);
        }
    }

    private SloFleetMap? Judge(DateTimeOffset at, IReadOnlyList<SloFleetDependencies> all, TimeSpan? window)
    {
        try
        {
            return new(at, all.Count, all.Any(instance => instance.IsObserved), FleetMapSum.Of(all, window))
            {
                Window = window,
                Fleet = all.FirstOrDefault(instance => instance.Process == process)?.Fleet,
            };
        }
#pragma warning disable CA1031 // So may what it gave.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
            return null;
        }
    }

    private void Fail(Exception exception) =>
        _failures.Pass(suppressed => logger.FleetMapFailed(Thrown.Where(exception), suppressed));
}
