namespace Slo.State;

/// <summary>Makes one state of each complete one and of what came after it.</summary>
internal sealed class JoinedStates
{
    private readonly Dictionary<StateKey, Part> _parts = [];

    /// <summary>What does not continue the state before it, or has none before it.</summary>
    internal List<SloObjectiveState> Unmatched { get; } = [];

    internal static JoinedStates Of(IEnumerable<SloObjectiveState> states)
    {
        JoinedStates joined = new();
        foreach (SloObjectiveState state in states)
        {
            StateKey key = StateKey.Of(state);
            joined._parts[key] = joined.Add(joined._parts.GetValueOrDefault(key), state);
        }

        return joined;
    }

    /// <summary>The complete states.</summary>
    internal IEnumerable<SloObjectiveState> Whole() => [.. _parts.Values.Select(Whole).OfType<SloObjectiveState>()];

    // After an earlier version ran in between, a store has two complete ones. The one that knows more is continued, unless it is too old.
    private Part Add(Part part, SloObjectiveState state)
    {
        if (state.IsComplete)
        {
            return Whole(part) is { } before && Events(before) > Events(state) && before.ExpiresAt > state.AsOf
                ? new Part(before, [], IsPassedOver: true)
                : new Part(state, [], IsPassedOver: false);
        }

        if (part.Complete is null)
        {
            Unmatched.Add(state);
        }
        else if (!part.IsPassedOver)
        {
            part.Later.Add(state);
        }

        return part;
    }

    // What came later is small, and joined first: the complete state is copied once.
    private SloObjectiveState? Whole(Part part)
    {
        if (part.Complete is null || part.Later.Count == 0)
        {
            return part.Complete;
        }

        SloObjectiveState? later = part.Later[0];
        var count = 1;
        for (; count < part.Later.Count && later.Append(part.Later[count]) is { } longer; count++)
        {
            later = longer;
        }

        SloObjectiveState? whole = part.Complete.Append(later);
        Unmatched.AddRange(part.Later.Skip(whole is null ? 0 : count));
        return whole ?? part.Complete;
    }

    private static long Events(SloObjectiveState state) => state.History.Last.Counts.Total;

    private readonly record struct Part(SloObjectiveState? Complete, List<SloObjectiveState> Later, bool IsPassedOver);
}
