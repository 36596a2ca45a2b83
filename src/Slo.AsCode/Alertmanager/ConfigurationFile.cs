using System.Text;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Alertmanager;

/// <summary>The configuration as YAML.</summary>
internal static class ConfigurationFile
{
    internal static string Write(AlertMatchers matchers, string pageReceiver, string ticketReceiver)
    {
        StringBuilder yaml = new("# Generated from the definitions of service level objectives: how their alerts are routed and muted.\n");
        yaml.Append("# Add it to your configuration, and the channels to the receivers.\n");
        yaml.Append("route:\n  receiver: ").Append(YamlText.Quote(ticketReceiver)).Append("\n  routes:\n");
        if (pageReceiver != ticketReceiver)
        {
            AppendRoute(yaml, matchers, [matchers.Any, matchers.Pages], pageReceiver);
        }

        AppendRoute(yaml, matchers, [matchers.Any], ticketReceiver);
        yaml.Append("receivers:\n");
        foreach (var receiver in ((string[])[pageReceiver, ticketReceiver]).Distinct(StringComparer.Ordinal))
        {
            yaml.Append("  - name: ").Append(YamlText.Quote(receiver)).Append('\n');
        }

        yaml.Append("inhibit_rules:\n");
        AppendInhibition(yaml, "A page mutes the tickets of its incident.",
            [matchers.Any, matchers.Pages], [matchers.Any, matchers.Tickets], matchers.Incident);
        if (matchers.HasProcesses)
        {
            AppendInhibition(yaml, "A process reports first: while its alert fires, it mutes the alert of rules for the same incident.",
                [matchers.Any, AlertMatchers.OfProcess], [matchers.Any, AlertMatchers.OfRules], matchers.IncidentAndSeverity);
        }

        return yaml.ToString();
    }

    // A process reports within a second, and its replicas soon after it: they are to be in one notification.
    private static void AppendRoute(StringBuilder yaml, AlertMatchers matchers, string[] match, string receiver) => yaml
        .Append("    - matchers: ").Append(List(match))
        .Append("\n      receiver: ").Append(YamlText.Quote(receiver))
        .Append("\n      group_by: ").Append(List(matchers.Incident))
        .Append("\n      group_wait: 10s\n");

    private static void AppendInhibition(
        StringBuilder yaml, string comment, string[] source, string[] target, IEnumerable<string> equal) => yaml
        .Append("  # ").Append(comment)
        .Append("\n  - source_matchers: ").Append(List(source))
        .Append("\n    target_matchers: ").Append(List(target))
        .Append("\n    equal: ").Append(List(equal)).Append('\n');

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(YamlText.Quote))}]";
}
