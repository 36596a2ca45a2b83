namespace Slo.Evaluation;

/// <summary>What has to be read for an objective, worked out once: the distinct windows, and which of them each rule compares.</summary>
internal sealed class EvaluationPlan
{
    private readonly ulong _pages;

    internal EvaluationPlan(SloObjective objective)
    {
        Objective = objective;
        TimeSpan[] windows = [.. objective.Rules.SelectMany(rule => (TimeSpan[])[rule.LongWindow, rule.ShortWindow]).Distinct().Order()];
        Windows = [.. windows.Select(window => window.Ticks)];

        // The first rule's long window, by custom the most urgent one's: recent enough to be "now", long enough to be steady.
        ForecastWindow = objective.Rules.Count == 0 ? -1 : Array.IndexOf(windows, objective.Rules[0].LongWindow);
        Rules = [.. objective.AlertRules.Select(rule => Plan(rule, objective, windows))];
        for (var i = 0; i < Rules.Length; i++)
        {
            _pages |= Rules[i].Rule.Severity == AlertSeverity.Page ? 1UL << i : 0;
        }
    }

    internal SloObjective Objective { get; }

    internal long[] Windows { get; }

    /// <summary>Every rule of the objective's alert, in its order.</summary>
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

    /// <summary>How many of these may be bad: the one place where a target becomes a number of events.</summary>
    internal AllowedBad Allowed(SloEventCounts counts) => new(counts.Total, AllowedPerUnit);

    private Fraction AllowedPerUnit => Objective.Budget;

    internal bool PageHolds(ulong holding) => (holding & _pages) != 0;

    private RulePlan Plan(AlertRule rule, SloObjective objective, TimeSpan[] windows) => rule switch
    {
        BurnRateRule burn => new BurnRatePlan(
            burn, Array.IndexOf(windows, burn.LongWindow), Array.IndexOf(windows, burn.ShortWindow), burn.ExactFactor * AllowedPerUnit,
            objective.Method.Kind == BudgetingMethodKind.RatioTimeslices ? SliceWorth.Unit : 1),
        RemainingBudgetRule remaining => new RemainingBudgetPlan(remaining, AllowedPerUnit),
        ExhaustionRule exhaustion => new ExhaustionPlan(exhaustion, ForecastWindow),
        SilenceRule silence => new SilencePlan(silence),
        _ => throw new NotSupportedException($"No plan for {rule}"),
    };
}
