namespace Slo;

/// <summary>What the fleet counted.</summary>
/// <param name="Now">The time by the clock of the store, UTC.</param>
/// <param name="Sequence">Up to where it was read: <see cref="SloFleetReport.ReadAfter"/> of the next report.</param>
/// <param name="Slices">What was added up since: sums over all instances. Of one stretch of time there may be several, because some of it
/// came late.</param>
public sealed record SloFleetAnswer(DateTimeOffset Now, long Sequence, IReadOnlyList<SloFleetSlice> Slices)
{
    /// <summary>How many instances there are.</summary>
    public SloFleetMembers Members { get; init; }

    /// <summary>All decisions that are not taken back, those of the report among them; null if the instance knows them.</summary>
    public IReadOnlyList<SloFleetDecision>? Decisions { get; init; }

    /// <summary>Grows with each decision.</summary>
    public long DecisionVersion { get; init; }

    /// <summary>
    /// Whether another process reports under the name of this instance that began later: one that began earlier may just have ended.
    /// </summary>
    public bool HasTwin { get; init; }

    /// <summary>Whether there is more to read at once.</summary>
    public bool HasMore { get; init; }

    /// <summary>
    /// Whether what was read before is void, because it was compacted since: these slices are all that is known from the beginning.
    /// </summary>
    public bool IsReset { get; init; }
}
