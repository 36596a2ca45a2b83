namespace Slo.Hosting.Fleet;

/// <summary>Reads what the instances of a fleet published of their dependencies, once for all who ask within a moment: the store must not
/// feel how many clients a map has. Thread-safe.</summary>
internal sealed class FleetMapReader(ISloFleetStore store, string set, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<(DateTimeOffset At, IReadOnlyList<SloFleetDependencies>? All)>? _reading;
    private long _readAt;

    /// <summary>What was read; null if the store failed or did not answer in time.</summary>
    internal Task<(DateTimeOffset At, IReadOnlyList<SloFleetDependencies>? All)> ReadAsync()
    {
        lock (_gate)
        {
            // A failure is kept too.
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_readAt) >= Kept))
            {
                _readAt = time.GetTimestamp();
                _reading = Task.Run(AskAsync);
            }

            return _reading;
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
        catch (Exception)
#pragma warning restore CA1031
        {
            return (now, null);
        }
    }
}
