namespace Slo.Evaluation;

/// <summary>What has to be read for an objective, worked out once: the distinct windows, and which of them each rule compares.</summary>
internal sealed class EvaluationPlan
{
    internal EvaluationPlan(SloObjective objective)
    {
        Objective = objective;
        TimeSpan[] windows = [.. objective.Rules.SelectMany(rule => (TimeSpan[])[rule.LongWindow, rule.ShortWindow]).Distinct().Order()];
        Windows = [.. windows.Select(window => window.Ticks)];
        Rules = [.. objective.Rules.Select(rule => new RulePlan(
            rule,
            Array.IndexOf(windows, rule.LongWindow),
            Array.IndexOf(windows, rule.ShortWindow),
            rule.ExactFactor * objective.Budget))];

        // The first rule's long window, by custom the most urgent one's: recent enough to be "now", long enough to be steady.
        ForecastWindow = Rules.Length == 0 ? -1 : Rules[0].Long;
    }

    internal SloObjective Objective { get; }

    internal long[] Windows { get; }

    internal RulePlan[] Rules { get; }

    /// <summary>Index of the window whose burn rate forecasts exhaustion, or -1: the period's own.</summary>
    internal int ForecastWindow { get; }

    /// <summary>Which rules hold, as bits; <paramref name="held"/> is what held before, kept where events are too few.</summary>
    internal ulong Holding(EvaluationScratch readings, ulong held)
    {
        ulong holding = 0;
        for (var i = 0; i < Rules.Length; i++)
        {
            if (Rules[i].Holds(readings, (held >> i & 1) != 0))
            {
                holding |= 1UL << i;
            }
        }

        return holding;
    }

    internal bool PageHolds(ulong holding)
    {
        for (var i = 0; i < Rules.Length; i++)
        {
            if ((holding >> i & 1) != 0 && Rules[i].Rule.Severity == AlertSeverity.Page)
            {
                return true;
            }
        }

        return false;
    }
}
