namespace Slo.Cli.Status;

/// <summary>The status of one objective, from an app or from Prometheus.</summary>
/// <param name="Name">The objective.</param>
internal sealed record ObjectiveStatus(string Name)
{
    internal string? Service { get; init; }

    internal double? TargetRatio { get; init; }

    /// <summary>In text form, for example 30d; null if the source does not have it.</summary>
    internal string? Period { get; init; }

    /// <summary>Null without events.</summary>
    internal double? ComplianceRatio { get; init; }

    /// <summary>Signed; null without events.</summary>
    internal double? BudgetRatio { get; init; }

    internal long? GoodEvents { get; init; }

    internal long? BadEvents { get; init; }

    internal IReadOnlyList<RuleStatus> Rules { get; init; } = [];

    /// <summary>The burn rate over the whole period, for objectives without burn-rate rules.</summary>
    internal double? PeriodBurnRate { get; init; }

    // Prometheus has rules of calendar periods, and no compliance.
    internal bool HasData => ComplianceRatio is not null || Rules.Any(rule => rule.BurnRate is not null);

    internal bool IsExhausted => BudgetRatio < 0;

    /// <summary>The most urgent rule that holds, or null.</summary>
    internal RuleStatus? Burning => Rules.Where(rule => rule.Holds).OrderBy(rule => rule.Severity == "page" ? 0 : 1).FirstOrDefault();

    /// <summary>The highest burn rate that both windows of a rule confirm; null without events in them.</summary>
    internal double? BurnRate => Rules.Count == 0 ? PeriodBurnRate : Rules.Max(rule => rule.BurnRate);

    /// <summary>The state that the app publishes; null for Prometheus, which stores none.</summary>
    internal SloState? PublishedState { get; init; }

    /// <summary>The published state, or the one that follows from the numbers by the same rule.</summary>
    internal SloState State => PublishedState is { } published ? published
        : !HasData ? SloState.NoData
        : IsExhausted ? SloState.Exhausted
        : BudgetRatio < 0.1 || Rules.Any(rule => rule is { Holds: true, Severity: "page" }) ? SloState.AtRisk
        : SloState.Healthy;
}
