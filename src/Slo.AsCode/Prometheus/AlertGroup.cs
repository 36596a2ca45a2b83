using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>The rules of an objective that share one alert: burn rates of one severity without a hold that are kept firing equally
/// long, and any other rule alone.</summary>
/// <param name="Rules">In the order of the objective.</param>
/// <param name="Label">The value of the label <c>slo_rule</c>, which tells apart the alerts of one severity; null for the first one of
/// burn rates.</param>
internal sealed record AlertGroup(IReadOnlyList<AlertRule> Rules, string? Label)
{
    internal const string LabelName = "slo_rule";

    internal AlertRule First => Rules[0];

    /// <summary>The labels of the alert, beside those of the objective.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Labels => Label is null ? [] : [new(LabelName, Label)];

    /// <param name="objective">Whose rules.</param>
    /// <param name="isPerRule">Whether each burn rate has an alert of its own.</param>
    internal static IReadOnlyList<AlertGroup> Of(SloObjective objective, bool isPerRule)
    {
        Dictionary<object, int> seen = [];
        return [.. objective.Rules.Select((rule, i) => (Rule: rule, Shared: Shared(rule, isPerRule) ?? i)).GroupBy(one => one.Shared)
            .Select(same => Named(objective, [.. same.Select(one => one.Rule)], isPerRule, seen))];
    }

    // A hold is of one rule: two of which each holds for a part of the time would together be taken to hold for all of it.
    private static object? Shared(AlertRule rule, bool isPerRule) =>
        rule is BurnRateRule && !isPerRule && rule.Settings.Hold == TimeSpan.Zero ? (rule.Severity, rule.Settings.KeepFiring) : null;

    // An objective may set one label for both severities.
    private static AlertGroup Named(SloObjective objective, AlertRule[] rules, bool isPerRule, Dictionary<object, int> seen)
    {
        AlertRule first = rules[0];
        var severity = AlertSettings.Severity(objective.Annotations, first.Severity);
        object alike = isPerRule && first is BurnRateRule burn
            ? (severity, burn.LongWindow, burn.ShortWindow, burn.Factor)
            : (severity, first.Definition.Kind);
        seen[alike] = seen.GetValueOrDefault(alike) + 1;
        var kind = first.Definition.Kind.Name;
        return new AlertGroup(rules, seen[alike] > 1 ? FormattableString.Invariant($"{kind}-{seen[alike]}")
            : first is BurnRateRule ? null : kind);
    }
}
