using Slo.Cli.Conduct;

namespace Slo.Cli.Calc;

/// <summary>A <see cref="BudgetSum"/> for people.</summary>
internal static class CalcTable
{
    internal static void Write(Screen screen, BudgetSum sum)
    {
        screen.Line($"{Words.Percent(sum.Objective.TargetRatio)} over {sum.Objective.Period}");
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
            ["rule", ">budget", ">fires from", ">total outage", .. isMeasured ? [$">{Words.Percent((double?)sum.BadRatio)} bad"] : Array.Empty<string>(), ">resets after"],
            sum.Objective.BurnRateRules.Select(rule => Cells(rule, sum, isMeasured)));
    }

    private static IEnumerable<string[]> Figures(BudgetSum sum)
    {
        yield return ["error budget", Words.Percent(sum.BudgetRatio)];
        yield return ["as total outage", Words.Time(sum.OutageTime)];
        if (sum.Status is { } status)
        {
            yield return ["events", Words.Count(status.Events.Total)];
            yield return ["bad events allowed", Words.Number(sum.AllowedBad!.Value)];
            yield return ["bad events", Words.Count(status.Events.Bad)];
            yield return ["bad events left", status.ErrorBudgetRemainingEvents is { } left ? Words.Number(left) : "no data"];
            yield return ["budget left", Words.Percent(status.ErrorBudgetRemainingRatio)];
            yield return ["compliance", Words.Percent((decimal?)status.ComplianceRatio)];
        }

        if (sum.BurnRate is { } burn)
        {
            yield return ["burn rate", Words.Number(burn)];
            yield return ["budget ends in", sum.TimeToExhaustion is { } time ? Words.Time(time) : "never at this rate"];
        }
    }

    private static string[] Cells(BurnRateRule rule, BudgetSum sum, bool isMeasured)
    {
        var outage = RuleTimes.Of(rule, sum.Objective.TargetRatio, 1);
        string[] measured = isMeasured ? [Words.Time(RuleTimes.Of(rule, sum.Objective.TargetRatio, sum.BadRatio!.Value).Detection)] : [];
        return [rule.ToString(), Words.Percent((double)rule.BudgetFraction), Words.Percent(outage.Threshold), Words.Time(outage.Detection), .. measured, Words.Time(outage.Reset)];
    }
}
