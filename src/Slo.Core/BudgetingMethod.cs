namespace Slo;

/// <summary>How an objective spends its error budget. Slices are aligned to multiples of their width since 1970-01-01 UTC.</summary>
/// <remarks>An observed slice without events is good, as in OpenSLO; an unobserved slice is not counted.</remarks>
public sealed record BudgetingMethod
{
    /// <summary>Each event counts once: the default.</summary>
    public static readonly BudgetingMethod Occurrences = new(BudgetingMethodKind.Occurrences, TimeSpan.Zero, 0);

    private BudgetingMethod(BudgetingMethodKind kind, TimeSpan slice, decimal sliceTargetRatio)
    {
        Kind = kind;
        Slice = slice;
        SliceTargetRatio = sliceTargetRatio;
    }

    /// <summary>The kind of method.</summary>
    public BudgetingMethodKind Kind { get; }

    /// <summary>The width of a slice; zero for <see cref="Occurrences"/>.</summary>
    public TimeSpan Slice { get; }

    /// <summary>The minimum ratio of good events of a good slice, in (0, 1]; zero if slices have no target.</summary>
    public decimal SliceTargetRatio { get; }

    /// <summary>Each slice counts once: good if its own ratio reaches the slice target.</summary>
    /// <param name="slice">Whole minutes, at least one.</param>
    /// <param name="sliceTargetRatio">In (0, 1].</param>
    /// <exception cref="SloDefinitionException">A value is out of range.</exception>
    public static BudgetingMethod Timeslices(TimeSpan slice, decimal sliceTargetRatio) =>
        Create(BudgetingMethodKind.Timeslices, slice, sliceTargetRatio);

    /// <summary>Each slice counts its own ratio of good events.</summary>
    /// <param name="slice">Whole minutes, at least one.</param>
    /// <exception cref="SloDefinitionException">The slice is out of range.</exception>
    public static BudgetingMethod RatioTimeslices(TimeSpan slice) => Create(BudgetingMethodKind.RatioTimeslices, slice);

    /// <summary>A method of any kind, from what a file says of it.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="slice">Where the kind has slices: whole minutes, at least one. Else it plays no part.</param>
    /// <param name="sliceTargetRatio">Where slices have a target: in (0, 1]. Else it plays no part.</param>
    /// <exception cref="SloDefinitionException">A value is out of range.</exception>
    public static BudgetingMethod Create(BudgetingMethodKind kind, TimeSpan slice = default, decimal sliceTargetRatio = 0)
    {
        List<SloFinding> findings = HasSlices(kind) ? [.. CheckSlice(slice)] : [];
        if (HasSliceTarget(kind) && sliceTargetRatio is <= 0 or > 1)
        {
            findings.Add(SloFinding.Error(
                SloFindingCodes.OutOfRange,
                FormattableString.Invariant($"slice target {sliceTargetRatio}: must be a ratio above 0 and up to 1, for example 0.95")
                + (sliceTargetRatio is > 1 and <= 100 ? FormattableString.Invariant($"; did you mean {sliceTargetRatio / 100}?") : ""),
                "slice target"));
        }

        return findings.Count > 0 ? throw new SloDefinitionException(findings)
            : !HasSlices(kind) ? Occurrences
            : new(kind, slice, HasSliceTarget(kind) ? sliceTargetRatio : 0);
    }

    /// <summary>Whether methods of a kind budget slices of time, and so have a width.</summary>
    /// <param name="kind">The kind.</param>
    public static bool HasSlices(BudgetingMethodKind kind) => kind != BudgetingMethodKind.Occurrences;

    /// <summary>Whether slices have a target of their own.</summary>
    /// <param name="kind">The kind.</param>
    public static bool HasSliceTarget(BudgetingMethodKind kind) => kind == BudgetingMethodKind.Timeslices;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        BudgetingMethodKind.Occurrences => "occurrences",
        BudgetingMethodKind.RatioTimeslices => $"ratios of slices of {SloDuration.Format(Slice)}",
        _ => FormattableString.Invariant($"slices of {SloDuration.Format(Slice)} with {SliceTargetRatio * 100:0.##########} %"),
    };

    private static IEnumerable<SloFinding> CheckSlice(TimeSpan slice)
    {
        if (slice < TimeSpan.FromMinutes(1) || slice.Ticks % TimeSpan.TicksPerMinute != 0 || slice > SloPeriod.MaximumLength)
        {
            yield return SloFinding.Error(
                SloFindingCodes.OutOfRange,
                $"slice {SloDuration.Format(slice)}: must be whole minutes, at least 1m, for example 5m", "slice");
        }
    }
}
