using Slo.Cli.Conduct;

namespace Slo.Cli.Simulate;

/// <summary>The same as <see cref="SimulateTable"/>, as data.</summary>
internal static class SimulateJson
{
    internal static void Write(TextWriter output, Outage outage) => JsonResult.Write(output, json =>
    {
        json.WriteNumber("target", outage.Objective.TargetRatio);
        json.WriteString("period", outage.Objective.Period.ToString());
        json.WriteNumber("bad_ratio", outage.BadRatio);
        json.WriteNumber("duration_seconds", (long)outage.Duration.TotalSeconds);
        json.WriteNumberOrNull("budget_spent", outage.BudgetSpent);
        json.WriteStartArray("rules");
        foreach (SimulatedRule rule in outage.Rules)
        {
            json.WriteStartObject();
            RuleJson.Write(json, rule.Rule);
            json.WriteNumberOrNull("fires_after_seconds", rule.Fired?.TotalSeconds);
            json.WriteNumberOrNull("fires_after_seconds_by_formula", rule.Formula?.Detection?.TotalSeconds);
            json.WriteNumberOrNull("resets_after_seconds", rule.Reset?.TotalSeconds);
            json.WriteNumberOrNull("resets_after_seconds_by_formula", rule.Formula?.Reset?.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
