namespace Slo.AsCode.Prometheus;

/// <summary>All groups of a set of objectives in the flavour asked for.</summary>
internal static class RuleSet
{
    internal static IReadOnlyList<RuleGroup> Of(IReadOnlyList<SloObjective> objectives, PrometheusRulesOptions options) =>
        [.. objectives.SelectMany(objective => Of(objective, options)).Where(group => group.Rules.Count > 0)];

    private static IEnumerable<RuleGroup> Of(SloObjective objective, PrometheusRulesOptions options)
    {
        Dictionary<string, int> seen = [];
        IEnumerable<RuleGroup> groups = options.Flavor == PrometheusFlavor.Sloth
            ? new SlothRules(objective, options).Groups()
            : new NativeRules(objective, options).Groups();
        return groups.Select(group => group with
        {
            Rules = [.. group.Rules.Where(rule => rule.IsAlert ? options.Alerts : options.Recordings).Select(rule => Distinct(rule, seen))],
        });
    }

    // Alerts that differ in their guards alone would write the same series.
    private static Rule Distinct(Rule rule, Dictionary<string, int> seen)
    {
        var key = rule.Name + PromText.Selector(rule.Labels);
        seen[key] = seen.GetValueOrDefault(key) + 1;
        return seen[key] == 1 || !rule.IsAlert
            ? rule
            : rule with { Labels = [.. rule.Labels, new("slo_rule", FormattableString.Invariant($"{seen[key]}"))] };
    }
}
