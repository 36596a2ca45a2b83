using System.Text.Json;
using Slo.Cli.Conduct;

namespace Slo.Cli.Status;

/// <summary>The standing of an objective in the tool's JSON.</summary>
internal static class StandingJson
{
    internal static void Write(Utf8JsonWriter json, Standing standing)
    {
        json.WriteString("name", standing.Name);
        json.WriteStringOrNull("service", standing.Service);
        json.WriteString("state", standing.State);
        json.WriteNumberOrNull("targetRatio", standing.TargetRatio);
        json.WriteStringOrNull("period", standing.Period);
        json.WriteNumberOrNull("complianceRatio", standing.ComplianceRatio);
        json.WriteNumberOrNull("errorBudgetRemainingRatio", standing.BudgetRatio);
        json.WriteNumberOrNull("burnRate", standing.BurnRate);
        json.WriteNumberOrNull("goodEvents", standing.GoodEvents);
        json.WriteNumberOrNull("badEvents", standing.BadEvents);
        json.WriteStringOrNull("burning", standing.Burning?.Text);
    }
}
