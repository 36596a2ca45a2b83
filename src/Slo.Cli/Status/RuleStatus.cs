namespace Slo.Cli.Status;

/// <summary>The status of one rule.</summary>
/// <param name="Severity">page or ticket.</param>
/// <param name="Text">For people: <c>page at 14.4x over 1h/5m</c>.</param>
/// <param name="BurnRate">The lower one of both windows: what both confirm; null without events in either, and of other rules.</param>
/// <param name="Fires">Whether it fires; where only numbers are known, whether its condition holds.</param>
/// <param name="IsBurnRate">Whether it compares burn rates.</param>
internal sealed record RuleStatus(string Severity, string Text, double? BurnRate, bool Fires, bool IsBurnRate = true);
