namespace Slo;

/// <summary>Compliance and error budget at one instant of the past, for charts.</summary>
/// <param name="Time">The end of the step.</param>
/// <param name="ComplianceRatio">Compliance in the step alone, by the budgeting method, in [0, 1]; null without events.</param>
/// <param name="TargetRatio">The target in force.</param>
/// <param name="ErrorBudgetRemainingRatio">What was left of the budget of the current period, in (-inf, 1]: it begins with 1 and ends
/// with <see cref="SloStatus.ErrorBudgetRemainingRatio"/>. Null before the period, and before anything of it was observed.</param>
public readonly record struct SloBudgetPoint(
    DateTimeOffset Time, double? ComplianceRatio, decimal TargetRatio, double? ErrorBudgetRemainingRatio);
