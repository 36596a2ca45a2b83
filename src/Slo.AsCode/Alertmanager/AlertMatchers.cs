using System.Text.RegularExpressions;
using Slo.AsCode.Prometheus;
using Slo.Shared;

namespace Slo.AsCode.Alertmanager;

/// <summary>Matchers for the alerts of objectives, and the labels that all alerts of an incident have alike.</summary>
internal sealed class AlertMatchers
{
    private readonly string _severity;

    internal AlertMatchers(IReadOnlyList<SloObjective> objectives, PrometheusRulesOptions options)
    {
        var isSloth = options.Flavor == PrometheusFlavor.Sloth;
        _severity = isSloth ? "sloth_severity" : AlertNames.Severity;
        Any = PromMatcher(isSloth ? "sloth_slo" : AlertNames.Objective, "!=", "");
        Incident =
        [
            .. isSloth ? ["sloth_slo", "sloth_service"] : (string[])[AlertNames.Objective, AlertNames.Service],
            .. options.ExtraLabels.Keys.Order(StringComparer.Ordinal),
        ];
        HasProcesses = !isSloth;
        string[] pages = [.. Severities(objectives, AlertSeverity.Page, isSloth)];
        Pages = OfSeverities(pages);
        Tickets = OfSeverities([.. Severities(objectives, AlertSeverity.Ticket, isSloth).Except(pages, StringComparer.Ordinal)]);
    }

    /// <summary>Any alert of an objective.</summary>
    internal string Any { get; }

    /// <summary>Pages.</summary>
    internal string Pages { get; }

    /// <summary>Tickets: what is no page.</summary>
    internal string Tickets { get; }

    /// <summary>Whether processes raise alerts with the same labels.</summary>
    internal bool HasProcesses { get; }

    /// <summary>Alerts of a process have the label <c>instance</c>, those of rules do not.</summary>
    internal static string OfProcess { get; } = PromMatcher("instance", "!=", "");

    internal static string OfRules { get; } = PromMatcher("instance", "=", "");

    /// <summary>The labels that all alerts of an incident have alike.</summary>
    internal IReadOnlyList<string> Incident { get; }

    /// <summary>Those, and the severity.</summary>
    internal IEnumerable<string> IncidentAndSeverity => [.. Incident, _severity];

    /// <summary>Whether routes can tell pages from tickets.</summary>
    internal static IEnumerable<SloFinding> Check(IReadOnlyList<SloObjective> objectives, PrometheusRulesOptions options)
    {
        var isSloth = options.Flavor == PrometheusFlavor.Sloth;
        HashSet<string> pages = new(Severities(objectives, AlertSeverity.Page, isSloth), StringComparer.Ordinal);
        return isSloth ? [] : objectives
            .Select(objective => (Objective: objective, Ticket: AlertSettings.Severity(objective.Annotations, AlertSeverity.Ticket)))
            .Where(one => pages.Contains(one.Ticket)
                && one.Ticket != AlertSettings.Severity(one.Objective.Annotations, AlertSeverity.Page))
            .Select(one => SloFinding.Error(SloFindingCodes.GeneratorOption,
                $"label severity '{SloText.OneLine(one.Ticket, 61)}' of its tickets: is that of another objective's pages, so routes "
                + $"cannot tell them apart; choose another value in {AlertSettings.TicketLabelsKey} or {AlertSettings.PageLabelsKey}",
                "severity") with
            {
                Objective = one.Objective.Name,
            });
    }

    private static IEnumerable<string> Severities(IReadOnlyList<SloObjective> objectives, AlertSeverity severity, bool isSloth) =>
        isSloth ? [severity.Word()] : objectives.Select(objective => AlertSettings.Severity(objective.Annotations, severity))
            .Append(severity.Word()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private string OfSeverities(string[] words) => words.Length == 1
        ? PromMatcher(_severity, "=", words[0])
        : PromMatcher(_severity, "=~", string.Join('|', words.Select(Regex.Escape)));

    private static string PromMatcher(string label, string comparison, string value) => label + comparison + PromText.Literal(value);
}
