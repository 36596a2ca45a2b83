using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>The status of an objective in the tool's JSON.</summary>
internal static class StatusJson
{
    internal static void Write(Utf8JsonWriter json, ObjectiveStatus status)
    {
        json.WriteString("name", status.Name);
        json.WriteStringOrNull("service", status.Service);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(status.State.ToString()));
        json.WriteNumberOrNull("targetRatio", status.TargetRatio);
        json.WriteStringOrNull("period", status.Period);
        json.WriteNumberOrNull("complianceRatio", status.ComplianceRatio);
        json.WriteBooleanOrNull("isMet", status.IsMet);
        json.WriteNumberOrNull("coverageRatio", status.CoverageRatio);
        json.WriteNumberOrNull("errorBudgetRemainingRatio", status.BudgetRatio);
        json.WriteNumberOrNull("burnRate", status.BurnRate);
        json.WriteNumberOrNull("goodEvents", status.GoodEvents);
        json.WriteNumberOrNull("badEvents", status.BadEvents);
        json.WriteStringOrNull("burning", status.Burning?.Text);
    }
}
