using System.Text.Encodings.Web;

namespace Slo.AsCode.Prometheus;

/// <summary>
/// Divides groups among resources that Kubernetes takes. <c>kubectl apply</c> keeps a copy of each object as JSON in its annotations, which
/// may have 262,144 bytes in all.
/// </summary>
internal static class ResourceParts
{
    /// <summary>The greatest length of the groups of one resource as JSON. It leaves room for the rest of the object and for other
    /// annotations.</summary>
    internal const int MaximumBytes = 220_000;

    // Names, braces, quotes and durations of a rule and of a group; each key and value has quotes, a colon and a comma.
    private const int Frame = 128;
    private const int PairFrame = 6;

    internal static IEnumerable<IReadOnlyList<RuleGroup>> Of(IReadOnlyList<RuleGroup> groups)
    {
        List<RuleGroup> part = [];
        var bytes = 0;
        foreach (RuleGroup group in groups)
        {
            var size = BytesOf(group);
            if (part.Count > 0 && bytes + size > MaximumBytes)
            {
                yield return part;
                part = [];
                bytes = 0;
            }

            part.Add(group);
            bytes += size;
        }

        // No objectives are a resource too.
        yield return part;
    }

    internal static int BytesOf(RuleGroup group) => Frame + BytesOf(group.Name) + group.Rules.Sum(BytesOf);

    private static int BytesOf(Rule rule) =>
        Frame + BytesOf(rule.Name) + BytesOf(rule.Expr) + BytesOf(rule.Labels) + BytesOf(rule.Annotations);

    private static int BytesOf(IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        pairs.Sum(pair => BytesOf(pair.Key) + BytesOf(pair.Value) + PairFrame);

    // Escapes at least what the JSON of Kubernetes does: '<', '>' and '&' too.
    private static int BytesOf(string text) => JavaScriptEncoder.Default.Encode(text).Length;
}
