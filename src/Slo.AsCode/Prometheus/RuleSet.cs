namespace Slo.AsCode.Prometheus;

/// <summary>All groups of a set of objectives in the flavour asked for.</summary>
internal static class RuleSet
{
    internal static IReadOnlyList<RuleGroup> Of(IReadOnlyList<SloObjective> objectives, PrometheusRulesOptions options) =>
        [.. objectives.SelectMany(objective => Of(objective, options)).Where(group => group.Rules.Count > 0)];

    private static IEnumerable<RuleGroup> Of(SloObjective objective, PrometheusRulesOptions options)
    {
        IEnumerable<RuleGroup> groups = options.Flavor == PrometheusFlavor.Sloth
            ? new SlothRules(objective, options).Groups()
            : new NativeRules(objective, options).Groups();
        return groups.Select(group => group with
        {
            Rules = [.. group.Rules.Where(rule => rule.IsAlert ? options.Alerts : options.Recordings)],
        });
    }
}
