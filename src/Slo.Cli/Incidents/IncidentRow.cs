using System.Text.Json;

namespace Slo.Cli.Incidents;

/// <summary>An incident, from the API.</summary>
internal sealed record IncidentRow(
    string Subject, string Severity, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double? PeakBurnRate, long BadEvents,
    double? BudgetSpentRatio, string Cause)
{
    internal static IncidentRow Of(JsonElement incident)
    {
        var name = incident.GetProperty("name").GetString() ?? "";
        JsonElement ended = incident.GetProperty("endedAt");
        return new(
            incident.GetProperty("group").GetString() is { } group ? $"{name} ({group})" : name,
            incident.GetProperty("severity").GetString() ?? "",
            incident.GetProperty("startedAt").GetDateTimeOffset(),
            ended.ValueKind == JsonValueKind.Null ? null : ended.GetDateTimeOffset(),
            Number(incident, "peakBurnRate"),
            incident.GetProperty("badEvents").GetInt64(),
            Number(incident, "budgetSpentRatio"),
            incident.GetProperty("cause").GetString() ?? "");
    }

    private static double? Number(JsonElement from, string name) =>
        from.GetProperty(name) is { ValueKind: JsonValueKind.Number } number && number.GetDouble() is var value && double.IsFinite(value)
            ? value : null;
}
