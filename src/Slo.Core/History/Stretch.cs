using System.Runtime.InteropServices;
using Slo.Windows;

namespace Slo.History;

/// <summary>A stretch of time with one target that is excluded as a whole, or not at all; it ends where the next one begins.</summary>
/// <param name="From">The position at which it begins.</param>
/// <param name="At">Cumulative counts there.</param>
/// <param name="BudgetParts">How many bad events a unit allows, in parts of <see cref="Stretches.PartsPerUnit"/>.</param>
/// <param name="ExcludesEvents">Whether its events are excluded.</param>
/// <param name="ExcludesBudget">Whether what the budget counts is: the same, but for slices of time, which count at their end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(long From, HistoryCounts At, long BudgetParts, bool ExcludesEvents, bool ExcludesBudget)
{
    /// <summary>What was counted before it and is not excluded.</summary>
    internal HistoryCounts IncludedBefore { get; init; }

    /// <summary>How many bad events that allows, in parts.</summary>
    internal UInt128 AllowedBefore { get; init; }

    /// <summary>What was counted up to a reading in it and is not excluded.</summary>
    internal HistoryCounts Included(in HistoryCounts counts) => new(
        ExcludesEvents ? IncludedBefore.Events : IncludedBefore.Events + CumulativeRing.Difference(counts.Events, At.Events),
        ExcludesBudget ? IncludedBefore.Budget : IncludedBefore.Budget + CumulativeRing.Difference(counts.Budget, At.Budget));

    /// <summary>How many bad events that allows, in parts.</summary>
    internal UInt128 Allowed(in HistoryCounts counts) => ExcludesBudget
        ? AllowedBefore
        : AllowedBefore + Parts(CumulativeRing.Difference(counts.Budget, At.Budget));

    /// <summary>The stretch after this one.</summary>
    /// <param name="next">Where it begins, the counts there, its target, and what it excludes.</param>
    /// <param name="kept">What the budget counts there although it was excluded until then.</param>
    internal Stretch Before(in Stretch next, SloEventCounts kept)
    {
        HistoryCounts included = Included(next.At);
        return next with
        {
            IncludedBefore = included with { Budget = included.Budget + kept },
            AllowedBefore = Allowed(next.At) + Parts(kept),
        };
    }

    private UInt128 Parts(SloEventCounts units) => (UInt128)(ulong)units.Total * (ulong)BudgetParts;
}
