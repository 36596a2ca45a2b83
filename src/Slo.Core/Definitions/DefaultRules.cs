using System.Collections.Concurrent;

namespace Slo.Definitions;

/// <summary>The burn-rate rules of an objective that declares none, by the length of its period (docs/math.md has the table).</summary>
internal static class DefaultRules
{
    // Made once: most objectives have one of these lengths, and definitions are immutable.
    private static readonly ConcurrentDictionary<TimeSpan, AlertRuleDefinition[]> Usual = new();

    /// <summary>For the period, and where the budget is sliced, in whole slices.</summary>
    internal static IEnumerable<AlertRuleDefinition> For(SloDefinition objective)
    {
        TimeSpan period = objective.Period.Length;
        IEnumerable<AlertRuleDefinition> rules = period.TotalDays is 7 or 28 or 30 or 90
            ? Usual.GetOrAdd(period, length => [.. For(length)])
            : For(period);
        return objective.Method.Slice == TimeSpan.Zero
            ? rules
            : rules.Select(rule => BurnRateRule.RoundedUpTo(rule, objective.Method.Slice))
                .Where(rule => BurnRateRule.LongOf(rule) <= period);
    }

    private static IEnumerable<AlertRuleDefinition> For(TimeSpan period) => period.TotalDays switch
    {
        // One page rule: the whole budget at the pace of the period (metoo.io's 10 minutes, Reliably's 5 minutes).
        <= 1 => [BurnRateRule.Define(AlertSeverity.Page, 1m, period)],

        // The Backyards article's table.
        7 =>
        [
            BurnRateRule.Define(AlertSeverity.Page, 16.8m, TimeSpan.FromMinutes(12)),
            BurnRateRule.Define(AlertSeverity.Page, 8.4m, TimeSpan.FromHours(1)),
            BurnRateRule.Define(AlertSeverity.Ticket, 1m, TimeSpan.FromDays(1)),
        ],

        // The SRE workbook's budget fractions: 14.4, 6, 3, 1 over 30 days and 13.44, 5.6, 2.8, 0.933 over 28.
        28 or 30 =>
        [
            BurnRateRule.DefineByBudget(AlertSeverity.Page, 0.02m, TimeSpan.FromHours(1)),
            BurnRateRule.DefineByBudget(AlertSeverity.Page, 0.05m, TimeSpan.FromHours(6)),
            BurnRateRule.DefineByBudget(AlertSeverity.Ticket, 0.1m, TimeSpan.FromDays(1)),
            BurnRateRule.DefineByBudget(AlertSeverity.Ticket, 0.1m, TimeSpan.FromDays(3)),
        ],

        90 =>
        [
            BurnRateRule.Define(AlertSeverity.Page, 21.6m, TimeSpan.FromHours(1)),
            BurnRateRule.Define(AlertSeverity.Page, 10.8m, TimeSpan.FromHours(6)),
            BurnRateRule.Define(AlertSeverity.Ticket, 4.5m, TimeSpan.FromDays(1)),
            BurnRateRule.Define(AlertSeverity.Ticket, 1m, TimeSpan.FromDays(9)),
        ],

        // Any other length: the 30-day factors, the windows scaled with the period.
        _ =>
        [
            Scaled(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), period),
            Scaled(AlertSeverity.Page, 6m, TimeSpan.FromHours(6), period),
            Scaled(AlertSeverity.Ticket, 3m, TimeSpan.FromDays(1), period),
            Scaled(AlertSeverity.Ticket, 1m, TimeSpan.FromDays(3), period),
        ],
    };

    private static AlertRuleDefinition Scaled(AlertSeverity severity, decimal factor, TimeSpan longWindow, TimeSpan period)
    {
        var scale = period / TimeSpan.FromDays(30);
        return BurnRateRule.Define(severity, factor, ToMinute(longWindow * scale), ToMinute(longWindow / 12 * scale));
    }

    private static TimeSpan ToMinute(TimeSpan window) => TimeSpan.FromMinutes(Math.Max(1, Math.Round(window.TotalMinutes)));
}
