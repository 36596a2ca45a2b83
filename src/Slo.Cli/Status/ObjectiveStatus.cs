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

    /// <summary>The share of the period so far that was observed; null if the source does not have it.</summary>
    internal double? CoverageRatio { get; init; }

    /// <summary>Whether compliance so far reaches the target, according to the app; null without events, and without an app.</summary>
    internal bool? PublishedIsMet { get; init; }

    /// <summary>As published, or by the numbers; null where one of them is missing.</summary>
    internal bool? IsMet =>
        PublishedIsMet ?? (ComplianceRatio is { } compliance && TargetRatio is { } target ? compliance >= target : null);

    /// <summary>Signed; null without events.</summary>
    internal double? BudgetRatio { get; init; }

    internal long? GoodEvents { get; init; }

    internal long? BadEvents { get; init; }

    /// <summary>All events of the period; null if the source does not count them.</summary>
    internal long? Events => GoodEvents + BadEvents ?? CountedEvents;

    /// <summary>All events of the period, where good and bad are not told apart.</summary>
    internal long? CountedEvents { get; init; }

    internal IReadOnlyList<RuleStatus> Rules { get; init; } = [];

    /// <summary>The burn rate over the whole period, for objectives without burn-rate rules.</summary>
    internal double? PeriodBurnRate { get; init; }

    // Prometheus has rules of calendar periods, and no compliance.
    internal bool HasData => ComplianceRatio is not null || Rules.Any(rule => rule.BurnRate is not null);

    internal bool IsExhausted => BudgetRatio < 0;

    /// <summary>The most urgent rule that fires, or null.</summary>
    internal RuleStatus? Burning => Rules.Where(rule => rule.Fires).OrderBy(rule => rule.Severity == "page" ? 0 : 1).FirstOrDefault();

    /// <summary>The highest burn rate that both windows of a rule confirm; null without events in them.</summary>
    internal double? BurnRate => Rules.Any(rule => rule.IsBurnRate) ? Rules.Max(rule => rule.BurnRate) : PeriodBurnRate;

    /// <summary>The state that the app publishes; null for Prometheus, which stores none.</summary>
    internal SloState? PublishedState { get; init; }

    /// <summary>The published state, or the one that follows from the numbers by the same rule.</summary>
    internal SloState State => PublishedState is { } published ? published
        : !HasData ? SloState.NoData
        : IsExhausted ? SloState.Exhausted
        : BudgetRatio < 0.1 || Rules.Any(rule => rule is { Fires: true, Severity: "page" }) ? SloState.AtRisk
        : SloState.Healthy;
}
