using Slo.Hosting.Policies;

namespace Slo;

/// <summary>
/// A level of an error-budget policy: a condition, and what applies while it holds. Either <see cref="BudgetBelowRatio"/> or
/// <see cref="BurnRateFrom"/> is set. A level ends at another value than it begins, so a value on the edge does not make it flap.
/// Immutable.
/// </summary>
public sealed record SloPolicyLevel
{
    /// <summary>The most <see cref="Actions"/>.</summary>
    public const int MostActions = 10;

    /// <summary>How much more budget than <see cref="BudgetBelowRatio"/> ends a level by default: 0.05.</summary>
    public const double DefaultBudgetMargin = 0.05;

    /// <summary>The share of <see cref="BurnRateFrom"/> below which a level ends by default: 0.9.</summary>
    public const double DefaultBurnRateShare = 0.9;

    /// <summary>In force while less of the error budget of the period is left; from -100 to 1. 0: while it is overspent.</summary>
    public double? BudgetBelowRatio { get; init; }

    /// <summary>A level of the budget ends when this much is left. Default: <see cref="DefaultBudgetMargin"/> above
    /// <see cref="BudgetBelowRatio"/>, at most 1. The end of a calendar period ends it too.</summary>
    public double? EndsAtBudgetRatio { get; init; }

    /// <summary>In force at this burn rate over <see cref="Window"/> or above; above 0.</summary>
    public double? BurnRateFrom { get; init; }

    /// <summary>The window of <see cref="BurnRateFrom"/>; at most the period of the objective.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>A level of the burn rate ends below this rate. Default: <see cref="DefaultBurnRateShare"/> of
    /// <see cref="BurnRateFrom"/>.</summary>
    public double? EndsBelowBurnRate { get; init; }

    /// <summary>What applies while it is in force; from 1 to 10.</summary>
    public IReadOnlyList<SloPolicyAction> Actions
    {
        get;
        init => field = [.. value ?? []];
    }
    = [];

    /// <summary>Whether the condition is one of the budget, and not of the burn rate.</summary>
    internal bool IsOfBudget => BudgetBelowRatio is not null;

    /// <summary>The value at which it begins.</summary>
    internal double Limit => BudgetBelowRatio ?? BurnRateFrom ?? 0;

    /// <summary>The value at which it ends.</summary>
    internal double End => BudgetBelowRatio is { } below
        ? EndsAtBudgetRatio ?? Math.Max(below, Math.Min(1, below + DefaultBudgetMargin))
        : EndsBelowBurnRate ?? (BurnRateFrom * DefaultBurnRateShare) ?? 0;

    /// <summary>Checks the ranges.</summary>
    /// <param name="path">What the findings are about.</param>
    /// <returns>All errors; empty if there are none.</returns>
    public IReadOnlyList<SloFinding> Check(string path) => [.. LevelChecks.Check(this, path)];

    /// <summary>The condition, as an annotation writes it: <c>budget below 25% until 30%</c> or <c>burn rate 6 over 6h</c>.</summary>
    public override string ToString() => PolicyText.Condition(this);
}
