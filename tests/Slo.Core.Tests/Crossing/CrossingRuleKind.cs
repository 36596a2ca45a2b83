namespace Slo.Tests.Crossing;

/// <summary>By what a rule of a crossing is declared.</summary>
public enum CrossingRuleKind
{
    Factor,

    BudgetFraction,

    ErrorRatio,

    BudgetLeft,

    Exhaustion,

    Silence,
}
