using Slo.Cli.Infrastructure;

namespace Slo.Cli.Calc;

/// <summary>A <see cref="BudgetCalculation"/> for people.</summary>
internal static class CalcTable
{
    internal static void Write(Screen screen, BudgetCalculation sum)
    {
        screen.Line($"{Display.Percent(sum.Objective.TargetRatio)} over {sum.Objective.Period}");
        screen.Line();
        screen.Table(["", ">"], Figures(sum));
        screen.Line();
        if (sum.Objective.BurnRateRules.Count == 0)
        {
            screen.Line("no burn-rate rules");
            return;
        }

        var isMeasured = sum.BadRatio is > 0;
        screen.Table(
            ["rule", ">budget", ">fires from", ">total outage",
                .. isMeasured ? [$">{Display.Percent((double?)sum.BadRatio)} bad"] : Array.Empty<string>(), ">resets after"],
            sum.Objective.BurnRateRules.Select(rule => Cells(rule, sum, isMeasured)));
    }

    private static IEnumerable<string[]> Figures(BudgetCalculation sum)
    {
        yield return ["error budget", Display.Percent(sum.BudgetRatio)];
        yield return ["as total outage", Display.Time(sum.OutageTime)];
        if (sum.Status is { } status)
        {
            yield return ["events", Display.Count(status.Events.Total)];
            yield return ["bad events allowed", Display.Number(sum.AllowedBad!.Value)];
            yield return ["bad events", Display.Count(status.Events.Bad)];
            yield return ["bad events left", status.ErrorBudgetRemainingEvents is { } left ? Display.Number(left) : "no data"];
            yield return ["budget left", Display.Percent(status.ErrorBudgetRemainingRatio)];
            yield return ["compliance", Display.Percent((decimal?)status.ComplianceRatio)];
        }

        if (sum.BurnRate is { } burn)
        {
            yield return ["burn rate", Display.Number(burn)];
            yield return ["budget ends in", sum.TimeToExhaustion is { } time ? Display.Time(time) : "never at this rate"];
        }
    }

    private static string[] Cells(BurnRateRule rule, BudgetCalculation sum, bool isMeasured)
    {
        var outage = RuleTimes.Of(sum.Objective, rule, 1);
        string[] measured = isMeasured ? [Display.Time(RuleTimes.Of(sum.Objective, rule, sum.BadRatio!.Value).Detection)] : [];
        return [rule.ToString(), Display.Percent((double)rule.BudgetFraction), Display.Percent(outage.Threshold),
            Display.Time(outage.Detection), .. measured, Display.Time(outage.Reset)];
    }
}
