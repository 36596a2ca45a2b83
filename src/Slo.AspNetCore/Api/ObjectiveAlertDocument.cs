namespace Slo.AspNetCore.Api;

/// <summary>JSON: the alert of one objective, or of one of its groups, with the texts of the objective.</summary>
internal sealed record ObjectiveAlertDocument(
    string Name, string? Group, string? DisplayName, string? Service, string? Owner, IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations, string Fingerprint, double CoverageRatio, AlertDocument Alert,
    IReadOnlyList<RuleDocument> Rules)
{
    internal static ObjectiveAlertDocument Of(SloStatus status)
    {
        SloObjective objective = status.Objective;
        return new(
            objective.Name,
            status.Alert.Group,
            objective.DisplayName,
            objective.Service,
            objective.Owner,
            objective.Labels,
            objective.Annotations,
            status.Alert.Fingerprint,
            status.CoverageRatio,
            AlertDocument.Of(status.Alert),
            [.. status.Alert.Rules.Select(RuleDocument.Of)]);
    }
}
