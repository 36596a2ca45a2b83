using System.Globalization;
using System.Text;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Prometheus;

/// <summary>Groups as YAML, plain or as resources of the Prometheus operator.</summary>
internal static class RuleFile
{
    internal static string Write(IReadOnlyList<RuleGroup> groups, PrometheusRulesOptions options)
    {
        StringBuilder yaml = new("# Generated from the definitions of service level objectives. Change those, not this file.\n");
        if (options.Format == PrometheusRuleFormat.RuleFile)
        {
            Append(yaml, groups, "");
            return yaml.ToString();
        }

        foreach ((int i, IReadOnlyList<RuleGroup> part) in ResourceParts.Of(groups).Index())
        {
            yaml.Append(i == 0 ? "" : "---\n");
            AppendHead(yaml, i == 0 ? options.ResourceName : $"{options.ResourceName}-{i + 1}", options.ResourceNamespace);
            Append(yaml, part, "  ");
        }

        return yaml.ToString();
    }

    private static void AppendHead(StringBuilder yaml, string name, string? space)
    {
        yaml.Append("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  name: {YamlText.Quote(name)}\n");
        if (space is not null)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  namespace: {YamlText.Quote(space)}\n");
        }

        yaml.Append("spec:\n");
    }

    private static void Append(StringBuilder yaml, IReadOnlyList<RuleGroup> groups, string indentation)
    {
        yaml.Append(indentation).Append(groups.Count == 0 ? "groups: []\n" : "groups:\n");
        foreach (RuleGroup group in groups)
        {
            Append(yaml, group, indentation);
        }
    }

    private static void Append(StringBuilder yaml, RuleGroup group, string indentation)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{indentation}- name: {YamlText.Quote(group.Name)}\n");
        if (group.Interval is { } interval)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indentation}  interval: {SloDuration.Format(interval)}\n");
        }

        yaml.Append(indentation).Append("  rules:\n");
        foreach (Rule rule in group.Rules)
        {
            Append(yaml, rule, indentation);
        }
    }

    private static void Append(StringBuilder yaml, Rule rule, string indentation)
    {
        yaml.Append(CultureInfo.InvariantCulture, $"{indentation}  - {(rule.IsAlert ? "alert" : "record")}: {YamlText.Quote(rule.Name)}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"{indentation}    expr: {YamlText.Block(rule.Expr, indentation.Length + 6)}\n");
        if (rule.For > TimeSpan.Zero)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indentation}    for: {SloDuration.Format(rule.For)}\n");
        }

        if (rule.KeepFiringFor > TimeSpan.Zero)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indentation}    keep_firing_for: {SloDuration.Format(rule.KeepFiringFor)}\n");
        }

        Append(yaml, "labels", rule.Labels, indentation);
        Append(yaml, "annotations", rule.Annotations, indentation);
    }

    private static void Append(StringBuilder yaml, string name, IReadOnlyList<KeyValuePair<string, string>> pairs, string indentation)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        yaml.Append(CultureInfo.InvariantCulture, $"{indentation}    {name}:\n");
        foreach ((string key, string value) in pairs)
        {
            yaml.Append(CultureInfo.InvariantCulture,
                $"{indentation}      {YamlText.Key(key, indentation.Length + 6)}: {YamlText.Quote(value)}\n");
        }
    }
}
