using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Calc;

/// <summary>The same as <see cref="CalcTable"/>, as data.</summary>
internal static class CalcJson
{
    internal static void Write(TextWriter output, BudgetCalculation sum) => JsonResult.Write(output, json =>
    {
        json.WriteNumber("targetRatio", sum.Objective.TargetRatio);
        json.WriteString("period", sum.Objective.Period.ToString());
        json.WriteNumber("errorBudgetRatio", sum.BudgetRatio);
        json.WriteNumber("outageSeconds", sum.OutageTime.TotalSeconds);
        json.WriteNumberOrNull("totalEvents", sum.Status?.Events.Total);
        json.WriteNumberOrNull("badEvents", sum.Status?.Events.Bad);
        json.WriteNumberOrNull("allowedBadEvents", sum.AllowedBad);
        json.WriteNumberOrNull("errorBudgetRemainingEvents", sum.Status?.ErrorBudgetRemainingEvents);
        json.WriteNumberOrNull("complianceRatio", sum.Status?.ComplianceRatio);
        json.WriteNumberOrNull("errorBudgetRemainingRatio", sum.Status?.ErrorBudgetRemainingRatio);
        json.WriteNumberOrNull("burnRate", sum.BurnRate);
        json.WriteNumberOrNull("exhaustionSeconds", sum.TimeToExhaustion?.TotalSeconds);
        json.WriteStartArray("rules");
        foreach (BurnRateRule rule in sum.Objective.BurnRateRules)
        {
            Write(json, rule, sum);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BurnRateRule rule, BudgetCalculation sum)
    {
        var outage = RuleTimes.Of(sum.Objective, rule, 1);
        json.WriteStartObject();
        RuleJson.Write(json, rule);
        json.WriteNumber("budgetFraction", (double)rule.BudgetFraction);
        json.WriteNumber("thresholdRatio", outage.Threshold);
        json.WriteNumberOrNull("outageFiresAfterSeconds", outage.Detection?.TotalSeconds);
        json.WriteNumberOrNull("outageResetsAfterSeconds", outage.Reset?.TotalSeconds);
        if (sum.BadRatio is { } badRatio)
        {
            json.WriteNumberOrNull("firesAfterSeconds", RuleTimes.Of(sum.Objective, rule, badRatio).Detection?.TotalSeconds);
        }

        json.WriteEndObject();
    }
}
