using Slo.Cli.Status;

namespace Slo.Tests.Status;

/// <summary>How objectives may stand.</summary>
internal static class Statuses
{
    internal static readonly ObjectiveStatus Healthy = new("healthy")
    {
        Service = "shop",
        TargetRatio = 0.999,
        Period = "28d",
        ComplianceRatio = 0.9999,
        BudgetRatio = 0.9,
        CoverageRatio = 1,
        GoodEvents = 9999,
        BadEvents = 1,
        Rules = [new RuleStatus("page", "page at 13.44x over 1h/5m", 0.1, false), new RuleStatus("ticket", "ticket at 2.8x over 1d/2h", 0.2, false)],
    };

    internal static readonly ObjectiveStatus AtRisk = Healthy with { Name = "at-risk", ComplianceRatio = 0.99905, BudgetRatio = 0.05 };

    internal static readonly ObjectiveStatus Burning = Healthy with
    {
        Name = "burning|fast",
        ComplianceRatio = 0.9996,
        BudgetRatio = 0.6,
        Rules = [new RuleStatus("ticket", "ticket at 2.8x over 1d/2h", 3, true), new RuleStatus("page", "page at 13.44x over 1h/5m", 15, true)],
    };

    internal static readonly ObjectiveStatus Exhausted = Healthy with { Name = "exhausted", ComplianceRatio = 0.99, BudgetRatio = -9, BadEvents = 1234567 };

    internal static readonly ObjectiveStatus BelowTarget = Healthy with
    {
        Name = "below-target",
        ComplianceRatio = 0.9,
        BudgetRatio = 0.9,
        CoverageRatio = 0.001,
        GoodEvents = 90,
        BadEvents = 10,
        Rules = [],
    };

    internal static readonly ObjectiveStatus Few = BelowTarget with { Name = "few", ComplianceRatio = 0.5, GoodEvents = 1, BadEvents = 1 };

    internal static readonly ObjectiveStatus Silent = new("silent") { TargetRatio = 0.95, Period = "month in UTC", GoodEvents = 0, BadEvents = 0, Rules = [new RuleStatus("page", "page", null, false)] };

    internal static readonly IReadOnlyList<ObjectiveStatus> All = [AtRisk, BelowTarget, Burning, Exhausted, Few, Healthy, Silent];
}
