namespace Slo;

/// <summary>The status of one rule of an alert.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="State">The state of the rule.</param>
/// <param name="Since">The start of this state, UTC.</param>
/// <param name="Holds">Whether its condition holds at this instant.</param>
/// <param name="LongBurnRate">Burn-rate rules: burn rate over the long window; null without events.</param>
/// <param name="ShortBurnRate">Burn-rate rules: burn rate over the short window; null without events.</param>
public readonly record struct AlertRuleStatus(
    AlertRule Rule, AlertState State, DateTimeOffset Since, bool Holds, double? LongBurnRate, double? ShortBurnRate);
