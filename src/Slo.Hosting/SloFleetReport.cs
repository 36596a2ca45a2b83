namespace Slo;

/// <summary>The report of one instance to the store of its fleet.</summary>
/// <param name="Set">The name of the set of objectives; empty: the default set.</param>
/// <param name="Instance">The name of the instance.</param>
/// <param name="Incarnation">The id of the process. A new process of the same name has a new id.</param>
/// <param name="Interval">How often the instance reports.</param>
/// <param name="Slices">Its new counts, in order of time. A slice begins at or after the end of the one before it.</param>
/// <param name="ReadAfter">The <see cref="SloFleetAnswer.Sequence"/> of its last answer; 0: it reads from the beginning.</param>
public sealed record SloFleetReport(
    string Set, string Instance, Guid Incarnation, TimeSpan Interval, IReadOnlyList<SloFleetSlice> Slices, long ReadAfter)
{
    /// <summary>How far back it reads from the beginning: the longest period of its objectives.</summary>
    public TimeSpan History { get; init; }

    /// <summary>The decisions made or revoked on this instance since its last report.</summary>
    public IReadOnlyList<SloFleetDecision> Decisions { get; init; } = [];

    /// <summary>The <see cref="SloFleetAnswer.DecisionVersion"/> of its last answer; 0: none.</summary>
    public long DecisionVersion { get; init; }

    /// <summary>Whether the process stops and this is its last report. It does not count as missing afterwards.</summary>
    public bool IsLast { get; init; }
}
