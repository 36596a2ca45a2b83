using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: one objective and its status. Ratios in [0, 1], durations in seconds, times RFC 3339; null where there is no answer.
/// </summary>
internal sealed record SloDocument
{
    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Service { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    public required string Indicator { get; init; }

    public double? LatencyThresholdSeconds { get; init; }

    /// <summary>Whose events these are: this process's alone.</summary>
    public string Scope { get; init; } = "instance";

    public required SloState State { get; init; }

    public AlertSeverity? Severity { get; init; }

    /// <summary>The target in force: overridden, scheduled or declared.</summary>
    public required decimal TargetRatio { get; init; }

    public required decimal DeclaredTargetRatio { get; init; }

    public required IReadOnlyList<ScheduledTargetDocument> ScheduledTargets { get; init; }

    /// <summary>Those that the objective declares.</summary>
    public required IReadOnlyList<ExclusionDocument> Exclusions { get; init; }

    public required BudgetingMethodKind BudgetingMethod { get; init; }

    public required PeriodDocument Period { get; init; }

    public required long GoodEvents { get; init; }

    public required long BadEvents { get; init; }

    public required long TotalEvents { get; init; }

    /// <summary>Since the process began to track the objective.</summary>
    public required long IgnoredEvents { get; init; }

    public double? ComplianceRatio { get; init; }

    public double? ComplianceLowerBound { get; init; }

    public double? ComplianceUpperBound { get; init; }

    public bool? IsMet { get; init; }

    public required ErrorBudgetDocument ErrorBudget { get; init; }

    public required double CoverageRatio { get; init; }

    public required IReadOnlyList<WindowDocument> Windows { get; init; }

    public required AlertDocument Alert { get; init; }

    public required IReadOnlyList<RuleDocument> Rules { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Code and text of what is wrong with the source of the events.</summary>
    public string? SourceWarning { get; init; }

    /// <summary>Plain properties that have no member here.</summary>
    [JsonExtensionData]
    public Dictionary<string, object>? More { get; set; }

    internal static SloDocument Of(SloStatus status)
    {
        SloObjective objective = status.Objective;
        return new SloDocument
        {
            Name = objective.Name,
            DisplayName = objective.DisplayName,
            Service = objective.Service,
            Description = objective.Description,
            Owner = objective.Owner,
            Labels = objective.Labels,
            Annotations = objective.Annotations,
            Indicator = objective.Indicator.Describe(),
            LatencyThresholdSeconds = objective.LatencyThreshold?.TotalSeconds,
            State = status.State,
            Severity = status.Severity,
            TargetRatio = status.TargetRatio,
            DeclaredTargetRatio = objective.TargetRatio,
            ScheduledTargets = [.. objective.ScheduledTargets.Select(ScheduledTargetDocument.Of)],
            Exclusions = [.. objective.Exclusions.Select(one => ExclusionDocument.Of(one with { Id = null, Objective = objective.Name }))],
            BudgetingMethod = objective.Method.Kind,
            Period = PeriodDocument.Of(status),
            GoodEvents = status.Events.Good,
            BadEvents = status.Events.Bad,
            TotalEvents = status.Events.Total,
            IgnoredEvents = status.IgnoredTotal,
            ComplianceRatio = status.ComplianceRatio,
            ComplianceLowerBound = status.ComplianceLowerBound,
            ComplianceUpperBound = status.ComplianceUpperBound,
            IsMet = status.IsMet,
            ErrorBudget = ErrorBudgetDocument.Of(status),
            CoverageRatio = status.CoverageRatio,
            Windows = [.. status.Windows.Select(WindowDocument.Of)],
            Alert = AlertDocument.Of(status.Alert),
            Rules = [.. status.Alert.Rules.Select(RuleDocument.Of)],
            AsOf = status.AsOf,
            SourceWarning = status.SourceWarning is { } warning ? $"{warning.Code}: {warning.Message}" : null,
            More = Others(objective.Definition),
        };
    }

    private static Dictionary<string, object>? Others(SloDefinition objective)
    {
        Dictionary<string, object>? others = null;
        foreach (SloObjectiveProperty property in SloObjectiveProperty.All)
        {
            if (property.Name is not ("displayName" or "service" or "description" or "owner" or "compact")
                && (property.Of(objective) ?? property.DefaultWord) is { } value)
            {
                (others ??= []).Add(property.Name, value);
            }
        }

        return others;
    }
}
