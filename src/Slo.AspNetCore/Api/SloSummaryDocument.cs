namespace Slo.AspNetCore.Api;

/// <summary>JSON: the light form of an objective, for lists of hundreds. Names as in <see cref="SloDocument"/>.</summary>
internal sealed record SloSummaryDocument(
    string Name, string? DisplayName, string? Service, IReadOnlyDictionary<string, string> Labels, SloState State, AlertSeverity? Severity,
    AlertState AlertState, decimal TargetRatio, string Period, double? ComplianceRatio, bool? IsMet, double CoverageRatio,
    double? ErrorBudgetRemainingRatio, DateTimeOffset AsOf)
{
    internal static SloSummaryDocument Of(SloStatus status)
    {
        SloObjective objective = status.Objective;
        return new(
            objective.Name,
            objective.DisplayName,
            objective.Service,
            objective.Labels,
            status.State,
            status.Severity,
            status.Alert.State,
            status.TargetRatio,
            objective.Period.ToString(),
            status.ComplianceRatio,
            status.IsMet,
            status.CoverageRatio,
            status.ErrorBudgetRemainingRatio,
            status.AsOf);
    }
}
