namespace Slo;

/// <summary>The answer of the store to an instance: the sums of the fleet that are new to it.</summary>
/// <param name="Now">The current time by the clock of the store, UTC.</param>
/// <param name="Sequence">The position of the last slice of this answer: <see cref="SloFleetReport.ReadAfter"/> of the next report.</param>
/// <param name="Slices">The sums over all instances after <see cref="SloFleetReport.ReadAfter"/>. There may be several of the same time,
/// because some counts were late.</param>
public sealed record SloFleetAnswer(DateTimeOffset Now, long Sequence, IReadOnlyList<SloFleetSlice> Slices)
{
    /// <summary>The number of instances.</summary>
    public SloFleetMembers Members { get; init; }

    /// <summary>All decisions that are not revoked, including those of the report; null if the instance has this version.</summary>
    public IReadOnlyList<SloFleetDecision>? Decisions { get; init; }

    /// <summary>The version of <see cref="Decisions"/>. It grows with each decision.</summary>
    public long DecisionVersion { get; init; }

    /// <summary>
    /// Whether a process that started later reports under the name of this instance. One that started earlier may just have ended.
    /// </summary>
    public bool HasTwin { get; init; }

    /// <summary>Whether there are more sums to read.</summary>
    public bool HasMore { get; init; }

    /// <summary>
    /// Whether earlier answers are void, for example because their slices were merged: this answer begins with the oldest slices.
    /// </summary>
    public bool IsReset { get; init; }
}
