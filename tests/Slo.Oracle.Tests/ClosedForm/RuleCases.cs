using Microsoft.Extensions.Time.Testing;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>Cases about rules: their factors, how soon they hold, and how soon they let go.</summary>
internal static class RuleCases
{
    /// <summary>Both ways: the factor from the budget fraction, and the fraction from the factor.</summary>
    internal static void BurnForBudget(ClosedFormCase item)
    {
        TimeSpan window = item.Duration("window");
        Rational budget = item.Number("budget_percent") / 100;
        Rational factor = item.ExpectedNumber("burn_rate");
        BurnRateRule byBudget = RuleOf.Period(item.Period, BurnRateRule.DefineByBudget(AlertSeverity.Page, budget.ToDecimal(), window));
        BurnRateRule byFactor = RuleOf.Period(item.Period, BurnRateRule.Define(AlertSeverity.Page, factor.ToDecimal(), window));

        Assert.Equal(factor, new Rational(byFactor.ExactFactor.Numerator, byFactor.ExactFactor.Denominator));
        Assert.Equal(budget.ToDouble(), (double)byFactor.BudgetFraction, 1e-12 * budget.ToDouble());
        Assert.Equal(factor.ToDouble(), (double)byBudget.Factor, 1e-12 * factor.ToDouble());
        if (budget == Rational.Parse(FormattableString.Invariant($"{budget.ToDecimal()}")))
        {
            Assert.Equal(byFactor.ExactFactor, byBudget.ExactFactor);
        }

        item.Equals("window_percent_of_period", 100 * (byFactor.LongWindow / item.Period));
    }

    /// <summary>At a million events a second: holds with the bad events of the formula's instant, not with one less.</summary>
    internal static void DetectionTime(ClosedFormCase item)
    {
        const long rate = 1_000_000;
        TimeSpan window = item.Duration("window");
        SloObjective objective = new SloObjectiveBuilder("detection").TargetRatio(item.Target.ToDecimal()).Rolling(item.Period)
            .BurnRateRule(AlertSeverity.Page, item.Number("burn_rate").ToDecimal(), window, window).Build();
        var bad = (item.Number("error_ratio") * item.ExpectedNumber("detection_seconds") * rate).ToInt64();

        Assert.True(Holds(objective, (long)window.TotalSeconds * rate, bad));
        Assert.False(Holds(objective, (long)window.TotalSeconds * rate, bad - 1));
        item.Equals("budget_percent_at_detection", (double)(100 * objective.BurnRateRules[0].BudgetFraction));
    }

    /// <summary>A total outage that ends the instant the rule holds, played at ten events a second.</summary>
    internal static void ResetTime(ClosedFormCase item)
    {
        var tick = TimeSpan.FromMilliseconds(100);
        TimeSpan window = item.Duration("window");
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("reset").TargetRatio(item.Target.ToDecimal())
            .BurnRateRule(AlertSeverity.Page, item.Number("burn_rate").ToDecimal(), window, window).Build());
        Assert.Equal(1, item.Number("error_ratio").ToInt64());

        for (TimeSpan passed = TimeSpan.Zero; passed < window; passed += tick)
        {
            Pass(good: true);
        }

        while (!tracker.Status.Alert.Rules[0].Holds)
        {
            Pass(good: false);
        }

        DateTimeOffset detected = tracker.Status.AsOf;
        DateTimeOffset lastHeld = detected;
        while (tracker.Status.Alert.Rules[0].Holds)
        {
            lastHeld = tracker.Status.AsOf;
            Pass(good: true);
        }

        item.Equals("reset_seconds", (lastHeld - detected).TotalSeconds);
        item.Equals("minutes", (lastHeld - detected).TotalMinutes);

        void Pass(bool good)
        {
            tracker.Record(good);
            time.Advance(tick);
            registry.Evaluate();
        }
    }

    private static bool Holds(SloObjective objective, long total, long bad)
    {
        EvaluationPlan plan = new(objective);
        EvaluationBuffer readings = new();
        readings.WindowEvents[0] = readings.WindowBudgets[0] = new SloEventCounts(total - bad, bad);
        return plan.Holding(readings, held: 0) == 1;
    }
}
