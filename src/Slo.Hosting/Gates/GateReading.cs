namespace Slo.Hosting.Gates;

/// <summary>What a gate looks at.</summary>
/// <param name="AsOf">The instant of the evaluation.</param>
/// <param name="RemainingRatio">What is left of the budget; null without events.</param>
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
