using YamlDotNet.RepresentationModel;

namespace Slo.Cli.Convert;

/// <summary>What an OpenSLO document contains besides the objectives that are read from it, with the place.</summary>
internal static class OpenSloFacts
{
    internal static IEnumerable<(YamlNode Node, string Text)> Of(YamlNode document) =>
        document.Find("apiVersion")?.Text().StartsWith("openslo", StringComparison.Ordinal) == true
            ? Of(document, document.Find("kind")?.Text() ?? "")
            : [];

    private static IEnumerable<(YamlNode Node, string Text)> Of(YamlNode node, string kind) => kind switch
    {
        "Service" when !HasMore(node) => [],
        "Service" or "DataSource" => [(node, $"fields of the {kind} other than its name")],
        _ => Object(node, kind).Concat(node.Find("spec") is { } spec ? Below(spec) : []),
    };

    private static bool HasMore(YamlNode service) => service.Find("metadata")?.Pairs().Count > 1 || service.Find("spec")?.Pairs().Count > 0;

    // An object in place has a kind, except for an indicator.
    private static IEnumerable<(YamlNode Node, string Text)> Below(YamlNode node)
    {
        foreach (KeyValuePair<YamlNode, YamlNode> pair in node.Pairs().Where(pair => pair.Key.Text() != "metadata"))
        {
            foreach (YamlNode item in pair.Value is YamlSequenceNode ? pair.Value.Items() : [pair.Value])
            {
                foreach ((YamlNode, string) fact in pair.Key.Text() is "indicator" or "sli" ? Of(item, "SLI")
                    : item.Find("metadata") is not null ? Of(item, item.Find("kind")?.Text() ?? "")
                    : pair.Key.Text() is "objectives" ? Below(item)
                    : item.Find("targetRef") is { } target ? Word(target, "the notification target") : [])
                {
                    yield return fact;
                }
            }
        }
    }

    private static IEnumerable<(YamlNode Node, string Text)> Object(YamlNode node, string kind)
    {
        YamlNode? metadata = node.Find("metadata");
        YamlNode? spec = node.Find("spec");
        if (kind == "SLO")
        {
            return metadata?.Find("labels")?.Pairs().Where(label => label.Value.Items().Count > 1)
                .Select(label => (label.Value, $"label '{label.Key.Text()}' as a list; its values are joined by commas")) ?? [];
        }

        return OfKind(kind, metadata, spec)
            .Concat(NonEmpty(metadata?.Find("displayName"), $"{kind} displayName"))
            .Concat(NonEmpty(spec?.Find("description"), $"{kind} description"))
            .Concat(metadata?.Find("labels") is { } labels && labels.Pairs().Count > 0 ? [(labels, $"labels of the {kind}")] : [])
            .Concat((metadata?.Find("annotations")?.Pairs() ?? [])
                .Where(pair => !pair.Key.Text().StartsWith("slo.dev/", StringComparison.Ordinal))
                .Select(pair => (pair.Key, $"annotation '{pair.Key.Text()}' of the {kind}")));
    }

    private static IEnumerable<(YamlNode Node, string Text)> OfKind(string kind, YamlNode? metadata, YamlNode? spec)
    {
        YamlNode? name = metadata?.Find("name");
        return kind switch
        {
            "AlertNotificationTarget" =>
                Word(name, "the notification target").Concat(Word(spec?.Find("target"), "the notification target")),
            "AlertCondition" => NonEmpty(name, $"{kind} name").Concat(Word(spec?.Find("severity"), "severity")),
            "AlertPolicy" when spec?.Find("alertWhenResolved") is { } resolved && resolved.Text() == "true" =>
                NonEmpty(name, $"{kind} name").Append((resolved, "alertWhenResolved: true")),
            _ => NonEmpty(name, $"{kind} name"),
        };
    }

    private static IEnumerable<(YamlNode Node, string Text)> NonEmpty(YamlNode? node, string what) =>
        node?.Text() is { Length: > 0 } text ? [(node, $"{what} '{text}'")] : [];

    // The writer writes these two for the rules that have them.
    private static IEnumerable<(YamlNode Node, string Text)> Word(YamlNode? node, string what) =>
        node?.Text() is "page" or "ticket" ? [] : NonEmpty(node, what);
}
