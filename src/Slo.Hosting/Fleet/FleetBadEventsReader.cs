namespace Slo.Hosting.Fleet;

/// <summary>Reads what the instances published of their bad events, and gives it to the registry of the fleet: once for all who ask within
/// a moment. Thread-safe.</summary>
internal sealed class FleetBadEventsReader(ISloFleetStore store, SloRegistry fleet, TimeSpan timeout, TimeProvider time)
{
    internal static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    /// <summary>How long what was read is held after the last request, and of how many objectives.</summary>
    internal static readonly TimeSpan Held = TimeSpan.FromMinutes(15);
    internal const int MostHeld = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called when the store fails, on any thread.</summary>
    internal Action<Exception>? Failed { get; set; }

    /// <summary>Reads one objective. Never throws.</summary>
    /// <returns>False if the store failed or did not answer in time: what was read before is kept.</returns>
    internal Task<bool> ReadAsync(SloObjective objective)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            Entry entry = _byName.TryGetValue(objective.Name, out Entry? known) ? known : _byName[objective.Name] = new();
            entry.AskedAt = now;

            // A failure is kept too.
            if (entry.Reading is null || (entry.Reading.IsCompleted && time.GetElapsedTime(entry.EndedAt, now) >= Kept))
            {
                entry.EndedAt = now;
                entry.Reading = Task.Run(() => AskAsync(objective, entry));
            }

            return entry.Reading;
        }
    }

    /// <summary>Reads several objectives, one after the other, up to a first failure or for so long. Never throws.</summary>
    internal async Task ReadAsync(IEnumerable<SloObjective> objectives, TimeSpan longest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        foreach (SloObjective objective in objectives)
        {
            Task<bool> reading = ReadAsync(objective);
            await ((Task)reading.WaitAsync(either.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!reading.IsCompletedSuccessfully || !reading.Result)
            {
                return;
            }
        }
    }

    /// <summary>Gives back what was not asked for any more: some megabytes for each objective of a large fleet.</summary>
    internal void Release()
    {
        string[] old;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            old =
            [
                .. _byName.Where(one => one.Value.Reading!.IsCompleted).OrderByDescending(one => one.Value.AskedAt)
                    .Where((one, place) => place >= MostHeld || time.GetElapsedTime(one.Value.AskedAt, now) > Held).Select(one => one.Key),
            ];
            Array.ForEach(old, name => _byName.Remove(name));
        }

        foreach (var name in old.Where(name => fleet.TryGet(name, out _)))
        {
            fleet.FeedBadEvents(name, []);
        }
    }

    private async Task<bool> AskAsync(SloObjective objective, Entry entry)
    {
        try
        {
            using CancellationTokenSource late = new(timeout, time);

            // A store may also block.
            IReadOnlyList<SloBadEvents> all = await Task
                .Run(() => store.ReadBadEventsAsync(fleet.Set, objective.Name, objective.CountingKey, late.Token), late.Token)
                .WaitAsync(late.Token).ConfigureAwait(false);
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
        finally
        {
            lock (_gate)
            {
                entry.EndedAt = time.GetTimestamp();
            }
        }
    }

    private sealed class Entry
    {
        internal Task<bool>? Reading { get; set; }

        internal long EndedAt { get; set; }

        internal long AskedAt { get; set; }
    }
}
