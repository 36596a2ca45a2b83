namespace Slo.Shared.Reporting;

/// <summary>What a rule did in a replay of the history.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fired">How many times it began to fire.</param>
/// <param name="Firing">For how long it fired, in whole steps.</param>
internal sealed record RuleRecord(AlertRule Rule, int Fired, TimeSpan Firing);
