namespace Slo;

/// <summary>The events of one group of an objective in the period.</summary>
/// <param name="Name">The group's value, <see cref="Other"/> or <see cref="None"/>.</param>
/// <param name="Events">Its events in the period, to the slice of a coarse ring (a 360th of the period).</param>
/// <param name="BudgetSpentRatio">The share of the objective's error budget that its bad events spent; null without events, and where the
/// budget counts slices.</param>
public readonly record struct SloGroupStatus(string Name, SloEventCounts Events, double? BudgetSpentRatio)
{
    /// <summary>The group of all values beyond the maximum, and of those longer than 128 characters.</summary>
    public const string Other = "(other)";

    /// <summary>The group of the events recorded without a value.</summary>
    public const string None = "(none)";
}
