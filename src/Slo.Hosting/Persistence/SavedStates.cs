namespace Slo.Hosting.Persistence;

/// <summary>
/// What of the states is in the store, so that a batch has only what is new. Additions are small, but a load would have to read all of
/// them: after some batches, one has everything that came after the complete states, in the place of those.
/// </summary>
internal sealed class SavedStates(SloRegistry registry, SloStoreOptions options)
{
    /// <summary>After so many batches one takes the place of their additions.</summary>
    internal const int MostAdditions = 60;

    private Dictionary<(string Name, string CountingKey), SavedState> _saved = [];
    private Dictionary<(string Name, string CountingKey), SavedState> _before = [];
    private int _additions;

    /// <summary>Makes the next batch. If <see cref="Saved"/> is not called, the one after it has everything.</summary>
    internal SloStoreBatch Next(DateTimeOffset now)
    {
        var replaces = _saved.Count == 0 || _additions >= MostAdditions;
        _before = _saved;
        _saved = [];
        IReadOnlyList<SloObjectiveState> states = registry.Capture(_before.Values
            .Where(saved => now - saved.CompletedAt < options.CompleteInterval)
            .Select(saved => replaces ? saved.Complete : saved.Last));
        return new(states)
        {
            ReplacesAdditions = replaces,
            ExpiredBefore = now - options.StateRetention,
            KeepSince = now - options.LedgerRetention,
        };
    }

    /// <summary>The batch is in the store.</summary>
    internal void Saved(SloStoreBatch batch, DateTimeOffset now)
    {
        _additions = batch.ReplacesAdditions ? 0 : _additions + 1;
        foreach (((string Name, string CountingKey) key, SavedState saved) in _before)
        {
            // Of what is gone, and has nothing new. What can no longer count is forgotten.
            if (saved.Last.ExpiresAt >= now && now - saved.CompletedAt < options.CompleteInterval)
            {
                _saved[key] = saved;
            }
        }

        foreach (SloObjectiveState state in batch.States)
        {
            (string, string) key = (state.Name.ToUpperInvariant(), state.CountingKey);
            var mark = state.ToMark();
            SavedState? before = _before.GetValueOrDefault(key);
            _saved[key] = state.IsComplete || before is null
                ? new SavedState(mark, mark, before is null ? now - Spread(state.Name) : now)
                : before with { Last = mark };
        }
    }

    // The first complete states are all of one moment; the next ones are spread over the interval, so that no batch is much larger.
    private TimeSpan Spread(string name) => options.CompleteInterval * ((uint)StringComparer.Ordinal.GetHashCode(name) % 1000 / 1000.0);
}
