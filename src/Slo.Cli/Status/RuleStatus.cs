namespace Slo.Cli.Status;

/// <summary>The status of one burn-rate rule.</summary>
/// <param name="Severity">page or ticket.</param>
/// <param name="Text">For people: <c>page at 14.4x over 1h/5m</c>.</param>
/// <param name="BurnRate">The lower one of both windows: what both confirm; null without events in either.</param>
/// <param name="Holds">Whether its condition holds.</param>
internal sealed record RuleStatus(string Severity, string Text, double? BurnRate, bool Holds);
