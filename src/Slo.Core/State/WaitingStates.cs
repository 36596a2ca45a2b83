namespace Slo.State;

/// <summary>
/// States that no objective continues now: its objective is not there yet, is gone, or counts other events. Bounded by their number, and
/// by the time for which they can count.
/// </summary>
internal sealed class WaitingStates
{
    internal const int Most = 10_000;

    private readonly Dictionary<StateKey, SloObjectiveState> _states = [];

    internal IEnumerable<SloObjectiveState> All => _states.Values;

    /// <summary>Keeps a complete state, in the place of an earlier one.</summary>
    internal void Add(SloObjectiveState state)
    {
        _states[StateKey.Of(state)] = state;
        if (_states.Count > Most)
        {
            _states.Remove(_states.MinBy(one => one.Value.AsOf).Key);
        }
    }

    /// <summary>The state that an objective continues, which then waits no longer; null if there is none.</summary>
    internal SloObjectiveState? Take(SloObjective objective) =>
        _states.Remove(StateKey.Of(objective), out SloObjectiveState? state) ? state : null;

    internal bool Has(SloObjective objective) => _states.ContainsKey(StateKey.Of(objective));

    /// <summary>Removes what can no longer count.</summary>
    internal void RemoveExpired(DateTimeOffset now)
    {
        foreach ((StateKey key, SloObjectiveState state) in _states)
        {
            if (state.ExpiresAt < now)
            {
                _states.Remove(key);
            }
        }
    }
}
