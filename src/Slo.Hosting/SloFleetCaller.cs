namespace Slo;

/// <summary>What one objective of one instance called.</summary>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Service">The service of the objective; null: none.</param>
/// <param name="TargetRatio">Its target, in [0, 1].</param>
/// <param name="Windows">The counts of several windows, the shortest first. A process has none that is
/// longer than its age.</param>
public sealed record SloFleetCaller(string Objective, string? Service, decimal TargetRatio, IReadOnlyList<SloDependencyCounts> Windows)
{
    /// <summary>The state of the objective in its fleet.</summary>
    public SloState State { get; init; }

    /// <summary>The severity of its alert in its fleet; null: none fires.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>The window to look at: the long window of the rule that fires, of several the longest; else 1 hour.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);
}
