namespace Slo.History;

/// <summary>
/// Cumulative counts without what is excluded, and the bad events that they allow by the target that was in force. A window is the
/// difference of two readings of it, as of a ring. Immutable.
/// </summary>
/// <param name="all">In the order of time, the first since ever.</param>
/// <param name="declaredParts">What the declared target allows, in parts.</param>
internal sealed class Stretches(Stretch[] all, long declaredParts)
{
    // From this stretch on, one target is in force.
    private readonly int _lastTarget = Array.FindLastIndex(all, stretch => stretch.BudgetParts != all[^1].BudgetParts) + 1;

    /// <summary>The share of bad events that a unit allows is a multiple of one over this.</summary>
    internal const long PartsPerUnit = 1_000_000_000_000;

    /// <summary>Whether another target than the declared one was in force.</summary>
    internal bool HasOtherTargets { get; } = Array.Exists(all, stretch => stretch.BudgetParts != declaredParts);

    /// <summary>Whether anything is excluded.</summary>
    internal bool HasExclusions { get; } = all.Any(stretch => stretch.ExcludesEvents || stretch.ExcludesBudget);

    /// <summary>Whether one target is in force since a position.</summary>
    internal bool HasOneTargetSince(long position) => IndexOf(position) >= _lastTarget;

    /// <summary>The share of bad events that the target in force at a position allows, in parts.</summary>
    internal long PartsAt(long position) => all[IndexOf(position)].BudgetParts;

    /// <summary>Cumulative counts without what is excluded.</summary>
    internal HistoryCounts Included(long position, in HistoryCounts counts) => all[IndexOf(position)].Included(counts);

    /// <summary>How many bad events cumulative counts allow, in parts.</summary>
    internal UInt128 Allowed(long position, in HistoryCounts counts) => all[IndexOf(position)].Allowed(counts);

    private int IndexOf(long position)
    {
        (int low, int high) = (0, all.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = all[middle].From <= position ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
