using System.Text.RegularExpressions;

namespace Slo.AsCode.Reading;

/// <summary>
/// Whether a text is meant to be a definition. A repository has many other YAML files: workflows, charts, compose files. It looks at the
/// text and not at the tree, because a definition with a fault in its syntax, version or kind is to be reported and not passed over.
/// </summary>
internal static partial class DefinitionText
{
    internal static bool IsDefinition(string text) => Version().IsMatch(text) || Kind().IsMatch(text);

    [GeneratedRegex("""version["']?\s*:\s*["']?(openslo|sloth|prometheus/v|reliably)""", RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    [GeneratedRegex(
        """^[\s-]*["']?kind["']?\s*:\s*["']?(SLO|SLI|AlertPolicy|AlertCondition|AlertNotificationTarget|PrometheusServiceLevel)\b""",
        RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Kind();
}
