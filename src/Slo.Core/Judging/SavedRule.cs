using Slo.Alerting;

namespace Slo.Judging;

/// <summary>The state of one rule.</summary>
/// <param name="Rule">The rule as declared.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Holds">Whether its condition held.</param>
internal sealed record SavedRule(AlertRuleDefinition Rule, RuleState State, DateTimeOffset Since, bool Holds);
