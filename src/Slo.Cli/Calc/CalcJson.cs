using System.Text.Json;
using Slo.Cli.Conduct;

namespace Slo.Cli.Calc;

/// <summary>The same as <see cref="CalcTable"/>, as data.</summary>
internal static class CalcJson
{
    internal static void Write(TextWriter output, BudgetSum sum) => JsonResult.Write(output, json =>
    {
        json.WriteNumber("target", sum.Objective.TargetRatio);
        json.WriteString("period", sum.Objective.Period.ToString());
        json.WriteNumber("budget", sum.BudgetRatio);
        json.WriteNumber("outage_seconds", sum.OutageTime.TotalSeconds);
        json.WriteNumberOrNull("events", sum.Status?.Events.Total);
        json.WriteNumberOrNull("bad_events", sum.Status?.Events.Bad);
        json.WriteNumberOrNull("bad_events_allowed", sum.AllowedBad);
        json.WriteNumberOrNull("bad_events_remaining", sum.Status?.ErrorBudgetRemainingEvents);
        json.WriteNumberOrNull("compliance", sum.Status?.ComplianceRatio);
        json.WriteNumberOrNull("budget_remaining", sum.Status?.ErrorBudgetRemainingRatio);
        json.WriteNumberOrNull("burn", sum.BurnRate);
        json.WriteNumberOrNull("exhausted_after_seconds", sum.TimeToExhaustion?.TotalSeconds);
        json.WriteStartArray("rules");
        foreach (BurnRateRule rule in sum.Objective.BurnRateRules)
        {
            Write(json, rule, sum);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, BurnRateRule rule, BudgetSum sum)
    {
        var outage = RuleTimes.Of(rule, sum.Objective.TargetRatio, 1);
        json.WriteStartObject();
        RuleJson.Write(json, rule);
        json.WriteNumber("budget_fraction", (double)rule.BudgetFraction);
        json.WriteNumber("threshold", outage.Threshold);
        json.WriteNumberOrNull("outage_fires_after_seconds", outage.Detection?.TotalSeconds);
        json.WriteNumberOrNull("outage_resets_after_seconds", outage.Reset?.TotalSeconds);
        if (sum.BadRatio is { } badRatio)
        {
            json.WriteNumberOrNull("fires_after_seconds", RuleTimes.Of(rule, sum.Objective.TargetRatio, badRatio).Detection?.TotalSeconds);
        }

        json.WriteEndObject();
    }
}
