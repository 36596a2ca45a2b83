using Slo.Alerting;

namespace Slo.Judging;

/// <summary>How one rule stood.</summary>
/// <param name="Rule">The rule as declared.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Holds">Whether its condition held.</param>
internal sealed record RuleMemory(AlertRuleDefinition Rule, RuleState State, DateTimeOffset Since, bool Holds);
