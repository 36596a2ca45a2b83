using YamlDotNet.RepresentationModel;

namespace Slo.Cli.Convert;

/// <summary>The parts of a node; none if the node has another kind.</summary>
internal static class YamlNodeExtensions
{
    internal static IReadOnlyList<KeyValuePair<YamlNode, YamlNode>> Pairs(this YamlNode node) =>
        node is YamlMappingNode map ? [.. map.Children] : [];

    internal static IReadOnlyList<YamlNode> Items(this YamlNode node) => node is YamlSequenceNode list ? [.. list.Children] : [];

    internal static string Text(this YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    internal static YamlNode? Find(this YamlNode node, string key) =>
        node.Pairs().Where(pair => pair.Key.Text() == key).Select(pair => pair.Value).FirstOrDefault();
}
