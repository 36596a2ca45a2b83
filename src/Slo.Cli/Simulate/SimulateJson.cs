using Slo.Cli.Infrastructure;

namespace Slo.Cli.Simulate;

/// <summary>The same as <see cref="SimulateTable"/>, as data.</summary>
internal static class SimulateJson
{
    internal static void Write(TextWriter output, Outage outage) => JsonResult.Write(output, json =>
    {
        json.WriteNumber("targetRatio", outage.Objective.TargetRatio);
        json.WriteString("period", outage.Objective.Period.ToString());
        json.WriteNumber("badRatio", outage.BadRatio);
        json.WriteNumber("durationSeconds", (long)outage.Duration.TotalSeconds);
        json.WriteBoolean("isCold", outage.IsCold);
        json.WriteNumberOrNull("budgetSpentRatio", outage.BudgetSpent);
        json.WriteStartArray("rules");
        foreach (SimulatedRule rule in outage.Rules)
        {
            json.WriteStartObject();
            RuleJson.Write(json, rule.Rule);
            json.WriteNumberOrNull("budgetFraction", (double?)(rule.Rule as BurnRateRule)?.BudgetFraction);
            json.WriteNumberOrNull("thresholdRatio", rule.Formula?.Threshold);
            json.WriteNumberOrNull("firesAfterSeconds", rule.Fired?.TotalSeconds);
            json.WriteNumberOrNull("firesAfterSecondsByFormula", rule.Formula?.Detection?.TotalSeconds);
            json.WriteNumberOrNull("budgetSpentRatioWhenFired", rule.BudgetSpent);
            json.WriteNumberOrNull("resetsAfterSeconds", rule.Reset?.TotalSeconds);
            json.WriteNumberOrNull("resetsAfterSecondsByFormula", rule.Formula?.Reset?.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
