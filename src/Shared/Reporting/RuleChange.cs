using System.Globalization;

namespace Slo.Shared.Reporting;

/// <summary>What to change in a rule, by its kind.</summary>
internal static class RuleChange
{
    internal static string OfOneThatAlwaysFires(AlertRule rule) => rule switch
    {
        SilenceRule => $"Lengthen the time of the rule '{rule}', or find out why so few events are counted.",
        RemainingBudgetRule => $"Lower the target or the share of budget of the rule '{rule}', or remove it, until the service is better.",
        ExhaustionRule => $"Lower the target or shorten the time of the rule '{rule}', or remove it, until the service is better.",
        AnomalyRule => $"Remove the rule '{rule}'.",
        _ => $"Lower the target, or remove the rule '{rule}', until the service is better.",
    };

    internal static string OfOneThatIsTooLoud(AlertRule rule) => rule switch
    {
        RemainingBudgetRule => $"Lower the share of budget of the rule '{rule}', or give it a hold.",
        ExhaustionRule => $"Shorten the time of the rule '{rule}', or give it a hold.",
        _ => $"Give the rule '{rule}' a minimum of events, or a longer window.",
    };

    // Never to remove it: it may be for an outage worse than any so far.
    internal static string OfOneThatNeverFires(RuleRecord one) => one.Rule switch
    {
        RemainingBudgetRule => $"Raise the share of budget of the rule '{one.Rule}', or shorten its hold.",
        ExhaustionRule => $"Lengthen the time of the rule '{one.Rule}', or shorten its hold.",
        BurnRateRule rule when one.HighestBurnRate >= (double)rule.Factor =>
            $"Shorten the hold of the rule '{rule}', or lower its minimum of events.",
        _ => $"Lower the burn rate of the rule '{one.Rule}', or keep it for outages worse than those of this time.",
    };

    /// <summary>How near a rule came to firing.</summary>
    internal static string Highest(RuleRecord one) => one.HighestBurnRate is not { } highest ? ""
        : $" Its windows had at most {highest.ToString("0.##", CultureInfo.InvariantCulture)}x together.";
}
