namespace Slo.Hosting.Gates;

/// <summary>The values of a status by which a gate is judged.</summary>
/// <param name="AsOf">The time of the evaluation.</param>
/// <param name="RemainingRatio">The share of the budget that is left; null without events.</param>
/// <param name="FiringSince">Since when a rule fires that closes the gate; null: none fires.</param>
internal readonly record struct GateReading(DateTimeOffset AsOf, double? RemainingRatio, DateTimeOffset? FiringSince)
{
    internal static GateReading Of(SloStatus status, AlertSeverity? severity)
    {
        DateTimeOffset? since = null;
        if (status.Alert.Severity >= severity)
        {
            foreach (AlertRuleStatus rule in status.Alert.Rules)
            {
                if (rule.State == AlertState.Firing && rule.Rule.Severity >= severity && (since is null || rule.Since < since))
                {
                    since = rule.Since;
                }
            }
        }

        return new(status.AsOf, status.ErrorBudgetRemainingRatio, since);
    }
}
