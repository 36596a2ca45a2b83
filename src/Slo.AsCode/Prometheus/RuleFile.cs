using System.Globalization;
using System.Text;

namespace Slo.AsCode.Prometheus;

/// <summary>Groups as YAML, plain or as a resource of the Prometheus operator.</summary>
internal static class RuleFile
{
    internal static string Write(IReadOnlyList<RuleGroup> groups, PrometheusRulesOptions options)
    {
        StringBuilder yaml = new("# Generated from the definitions of service level objectives. Change those, not this file.\n");
        var indentation = "";
        if (options.Format == PrometheusRuleFormat.PrometheusRuleResource)
        {
            yaml.Append("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n");
            yaml.Append(CultureInfo.InvariantCulture, $"  name: {YamlText.Quote(options.ResourceName)}\n");
            if (options.ResourceNamespace is { } space)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"  namespace: {YamlText.Quote(space)}\n");
            }

            yaml.Append("spec:\n");
            indentation = "  ";
        }

        yaml.Append(indentation).Append(groups.Count == 0 ? "groups: []\n" : "groups:\n");
        foreach (RuleGroup group in groups)
        {
            Append(yaml, group, indentation);
        }

        return yaml.ToString();
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
