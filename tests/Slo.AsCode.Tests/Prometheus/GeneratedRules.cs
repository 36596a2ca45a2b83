using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Slo.Tests.Prometheus;

/// <summary>Generated YAML, read back by another's parser.</summary>
internal sealed class GeneratedRules
{
    private GeneratedRules(IReadOnlyList<GeneratedRule> all) => All = all;

    internal IReadOnlyList<GeneratedRule> All { get; }

    internal IEnumerable<GeneratedRule> Alerts => All.Where(rule => rule.Alert is not null);

    internal IEnumerable<GeneratedRule> Records => All.Where(rule => rule.Record is not null);

    /// <summary>Of a plain file or of resources, one document or several.</summary>
    internal static GeneratedRules Read(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return new([.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()
            .SelectMany(root => Sequence(Child(root, "spec") is YamlMappingNode spec ? spec : root, "groups"))
            .SelectMany(group => Sequence(group, "rules").Select(rule => Read(Text(group, "name")!, rule)))]);
    }

    /// <summary>The expression over raw series alone: what is recorded is put in place of its name.</summary>
    internal string Inlined(string expr)
    {
        foreach (GeneratedRule rule in Records.OrderByDescending(rule => rule.Labels.Count))
        {
            foreach (var selector in Selectors(rule).Where(selector => expr.Contains(selector, StringComparison.Ordinal)))
            {
                expr = expr.Replace(selector, "(" + Inlined(rule.Expr) + ")", StringComparison.Ordinal);
            }
        }

        return expr;
    }

    private static IEnumerable<string> Selectors(GeneratedRule rule)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{rule.Record}{{slo_name=\"{rule.Labels.GetValueOrDefault("slo_name")}\"");
        return rule.Labels.TryGetValue("slo_window", out var window) ? [$"{name}, slo_window=\"{window}\"}}"] : [name + "}"];
    }

    private static GeneratedRule Read(string group, YamlMappingNode rule) => new(
        group, Text(rule, "record"), Text(rule, "alert"), Text(rule, "expr")!, Pairs(rule, "labels"), Pairs(rule, "annotations"));

    private static Dictionary<string, string> Pairs(YamlMappingNode node, string key) => Child(node, key) is YamlMappingNode pairs
        ? pairs.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value!, StringComparer.Ordinal)
        : [];

    private static IEnumerable<YamlMappingNode> Sequence(YamlMappingNode node, string key) =>
        Child(node, key) is YamlSequenceNode sequence ? sequence.Children.Cast<YamlMappingNode>() : [];

    private static string? Text(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? child) ? child : null;
}
