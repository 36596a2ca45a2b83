namespace Slo;

/// <summary>How many events of the period were bad for one reason.</summary>
/// <param name="Reason">The reason as it was recorded, <see cref="Other"/> or <see cref="None"/>.</param>
/// <param name="BadEvents">Bad events in the period, to the slice of a coarse ring (a 60th of the period).</param>
/// <param name="BudgetSpentRatio">The share of the objective's error budget that they spent; null without events, and where the budget
/// counts slices.</param>
public readonly record struct SloReasonStatus(string Reason, long BadEvents, double? BudgetSpentRatio)
{
    /// <summary>All reasons beyond 32 in one period, and those longer than 64 characters.</summary>
    public const string Other = "(other)";

    /// <summary>Bad events that were recorded without a reason.</summary>
    public const string None = "(none)";
}
