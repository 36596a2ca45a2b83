using Slo.Cli.Calc;

namespace Slo.Cli.Simulate;

/// <summary>What one rule did in a simulated outage.</summary>
internal sealed class SimulatedRule(AlertRule rule, RuleTimes? formula)
{
    internal AlertRule Rule => rule;

    /// <summary>The results of the formulas, for burn-rate rules.</summary>
    internal RuleTimes? Formula => formula;

    /// <summary>From the start of the outage; null: it did not fire.</summary>
    internal TimeSpan? Fired { get; private set; }

    /// <summary>The share of the period's budget that the outage had spent by then; null if it did not fire, or without events.</summary>
    internal double? BudgetSpent { get; private set; }

    /// <summary>From the end of the outage; null: it did not end while it was watched.</summary>
    internal TimeSpan? Reset { get; private set; }

    internal void Observe(AlertState state, TimeSpan sinceStart, TimeSpan sinceEnd, Func<double?> spent)
    {
        if (state == AlertState.Firing)
        {
            BudgetSpent = Fired is null ? spent() : BudgetSpent;
            Fired ??= sinceStart;
            Reset = null;
        }
        else if (Fired is not null)
        {
            Reset ??= sinceEnd;
        }
    }
}
