using Slo.Hosting.Policies;

namespace Slo;

/// <summary>
/// A level of an error-budget policy: a condition, and the actions while it holds. Set either <see cref="BudgetBelowRatio"/> or
/// <see cref="BurnRateFrom"/>. A level begins and ends at different values, so it does not flap. Immutable.
/// </summary>
public sealed record SloPolicyLevel
{
    /// <summary>The maximum number of <see cref="Actions"/>.</summary>
    public const int MostActions = 10;

    /// <summary>The default difference between <see cref="EndsAtBudgetRatio"/> and <see cref="BudgetBelowRatio"/>: 0.05.</summary>
    public const double DefaultBudgetMargin = 0.05;

    /// <summary>The default of <see cref="EndsBelowBurnRate"/> as a share of <see cref="BurnRateFrom"/>: 0.9.</summary>
    public const double DefaultBurnRateShare = 0.9;

    /// <summary>In force while less than this share of the error budget of the period is left; from -100 to 1. 0: while it is
    /// overspent.</summary>
    public double? BudgetBelowRatio { get; init; }

    /// <summary>A level of the budget ends when at least this share is left. Default: <see cref="DefaultBudgetMargin"/> above
    /// <see cref="BudgetBelowRatio"/>, at most 1. It also ends at the end of a calendar period.</summary>
    public double? EndsAtBudgetRatio { get; init; }

    /// <summary>In force while the burn rate over <see cref="Window"/> is at or above this; above 0.</summary>
    public double? BurnRateFrom { get; init; }

    /// <summary>The window of <see cref="BurnRateFrom"/>; at most the period of the objective.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>A level of the burn rate ends when the burn rate is below this. Default: <see cref="DefaultBurnRateShare"/> of
    /// <see cref="BurnRateFrom"/>.</summary>
    public double? EndsBelowBurnRate { get; init; }

    /// <summary>The actions while it is in force; from 1 to 10.</summary>
    public IReadOnlyList<SloPolicyAction> Actions
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>Whether the condition is about the budget; otherwise about the burn rate.</summary>
    internal bool IsOfBudget => BudgetBelowRatio is not null;

    /// <summary>The value at which it begins.</summary>
    internal double Limit => BudgetBelowRatio ?? BurnRateFrom ?? 0;

    /// <summary>The value at which it ends.</summary>
    internal double End => BudgetBelowRatio is { } below
        ? EndsAtBudgetRatio ?? Math.Max(below, Math.Min(1, below + DefaultBudgetMargin))
        : EndsBelowBurnRate ?? (BurnRateFrom * DefaultBurnRateShare) ?? 0;

    /// <summary>Checks the ranges.</summary>
    /// <param name="path">The path of the level, for the findings.</param>
    /// <returns>All errors; empty if there are none.</returns>
    public IReadOnlyList<SloFinding> Check(string path) => [.. LevelChecks.Check(this, path)];

    /// <summary>Returns the condition in the syntax of annotations: <c>budget below 25% until 30%</c> or
    /// <c>burn rate 6 over 6h</c>.</summary>
    public override string ToString() => PolicyText.Condition(this);
}
