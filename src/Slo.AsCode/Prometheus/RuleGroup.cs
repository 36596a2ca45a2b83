namespace Slo.AsCode.Prometheus;

/// <summary>Rules that are evaluated one after the other, so that each sees what the ones before it recorded.</summary>
internal sealed record RuleGroup(string Name, TimeSpan? Interval, IReadOnlyList<Rule> Rules);
