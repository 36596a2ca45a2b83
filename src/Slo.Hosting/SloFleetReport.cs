namespace Slo;

/// <summary>What one instance tells its fleet.</summary>
/// <param name="Set">The name of the set of objectives; empty: the default set.</param>
/// <param name="Instance">The name of the instance.</param>
/// <param name="Incarnation">Of the process: another one of the same name has another one.</param>
/// <param name="Interval">How often it reports.</param>
/// <param name="Slices">What it counted, in order of time; each begins where the one before it ended, or later.</param>
/// <param name="ReadAfter">The <see cref="SloFleetAnswer.Sequence"/> of its last answer; 0: it knows nothing yet.</param>
public sealed record SloFleetReport(
    string Set, string Instance, Guid Incarnation, TimeSpan Interval, IReadOnlyList<SloFleetSlice> Slices, long ReadAfter)
{
    /// <summary>How far back it needs to read, if it knows nothing yet: the longest period.</summary>
    public TimeSpan History { get; init; }

    /// <summary>What was decided on this instance since its last report.</summary>
    public IReadOnlyList<SloFleetDecision> Decisions { get; init; } = [];

    /// <summary>The <see cref="SloFleetAnswer.DecisionVersion"/> that it knows; 0: none.</summary>
    public long DecisionVersion { get; init; }

    /// <summary>Whether it is its last report: it stops, and is not missed afterwards.</summary>
    public bool IsLast { get; init; }
}
