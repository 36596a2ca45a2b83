namespace Slo.Hosting.Fleet;

/// <summary>Reads what the instances published of their bad events, and gives it to the registry of the fleet: once for all who ask within
/// a moment. Thread-safe.</summary>
internal sealed class FleetBadEventsReader(ISloFleetStore store, SloRegistry fleet, TimeSpan timeout, TimeProvider time)
{
    internal static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, Task<bool> Reading)> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called when the store fails, on any thread.</summary>
    internal Action<Exception>? Failed { get; set; }

    /// <summary>Reads one objective. Never throws.</summary>
    /// <returns>False if the store failed or did not answer in time: what was read before is kept.</returns>
    internal Task<bool> ReadAsync(SloObjective objective)
    {
        lock (_gate)
        {
            // A failure is kept too.
            if (!_byName.TryGetValue(objective.Name, out (long At, Task<bool> Reading) last)
                || (last.Reading.IsCompleted && time.GetElapsedTime(last.At) >= Kept))
            {
                last = (time.GetTimestamp(), Task.Run(() => AskAsync(objective)));
                _byName[objective.Name] = last;
            }

            return last.Reading;
        }
    }

    /// <summary>Reads several objectives, one after the other.</summary>
    internal async Task ReadAsync(IEnumerable<SloObjective> objectives, CancellationToken cancellationToken)
    {
        foreach (SloObjective objective in objectives)
        {
            await ReadAsync(objective).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> AskAsync(SloObjective objective)
    {
        try
        {
            using CancellationTokenSource late = new(timeout, time);
            IReadOnlyList<SloBadEvents> all = await store
                .ReadBadEventsAsync(fleet.Set, objective.Name, objective.CountingKey, late.Token).WaitAsync(late.Token)
                .ConfigureAwait(false);
            fleet.FeedBadEvents(objective.Name, all);
            return true;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or ObjectDisposedException)
        {
            // The objective was removed meanwhile, or the host stops.
            return false;
        }
#pragma warning disable CA1031 // A store may throw any exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed?.Invoke(exception);
            return false;
        }
    }
}
