namespace Slo.Hosting.Policies;

/// <summary>Finds the reasons to close the release gate.</summary>
internal static class ReleaseReasons
{
    internal static IEnumerable<SloReleaseReason> Of(SloStatus status, SloScope scope)
    {
        var name = status.Objective.Name;
        if (status.ErrorBudgetRemainingRatio is { } left and < 0)
        {
            yield return new(name, SloReleaseCause.BudgetExhausted, $"its error budget is exhausted: {SloText.BudgetLeft(left)} left")
            {
                Value = left,
                Limit = 0,
                Until = status.Objective.Period.IsRolling ? null : status.PeriodEnd,
                Scope = scope,
            };
        }

        foreach (AlertRuleStatus rule in status.Alert.Rules)
        {
            if (rule.State == AlertState.Firing && rule.Rule.Severity == AlertSeverity.Page)
            {
                yield return new(name, SloReleaseCause.PageFiring, $"a page fires: {rule.Rule}")
                {
                    Level = rule.Rule.ToString(),
                    Value = rule is { LongBurnRate: { } inLong, ShortBurnRate: { } inShort } ? Math.Min(inLong, inShort) : null,
                    Limit = (rule.Rule as BurnRateRule)?.Factor is { } factor ? (double)factor : null,
                    Since = rule.Since,
                    Scope = scope,
                };
            }
        }
    }

    internal static SloReleaseReason Of(SloPolicyStatus status) =>
        new(status.Objective, SloReleaseCause.Policy, $"policy {status.Policy.Name}, {status.Level}: {status.Reason}")
        {
            Policy = status.Policy.Name,
            Level = status.Level.ToString(),
            Value = status.Value,
            Limit = status.Limit,
            Since = status.Since,
            Until = status.Until,
            Scope = status.Scope,
            WhoMayOverride = status.Policy.WhoMayOverride,
        };
}
