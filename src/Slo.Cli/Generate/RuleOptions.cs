using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary>How rules are written: the same options for rules, their tests and the dashboard over them, which must agree.</summary>
internal sealed class RuleOptions
{
    private static readonly Dictionary<string, PrometheusNaming> Namings = new()
    {
        ["underscores-with-suffixes"] = PrometheusNaming.UnderscoresWithSuffixes,
        ["underscores"] = PrometheusNaming.Underscores,
        ["utf8-with-suffixes"] = PrometheusNaming.Utf8WithSuffixes,
        ["utf8"] = PrometheusNaming.Utf8,
        ["prometheus-net"] = PrometheusNaming.PrometheusNet,
    };

    private readonly Option<string> _flavor = new("--flavor")
    {
        Description = "The naming of the rules: native or Sloth.",
        DefaultValueFactory = _ => "native",
    };

    private readonly Option<string> _naming = new("--naming")
    {
        Description = "How the exporter writes slo.events.",
        DefaultValueFactory = _ => "underscores-with-suffixes",
    };

    private readonly Option<string?> _selector = new("--selector")
    {
        Description = "Additional matchers for the counters, for example 'job=\"shop\"'.",
        HelpName = "MATCHERS",
    };

    private readonly Option<string[]> _label = new("--label")
    {
        Description = "A label for every rule, as key=value; may be given several times.",
        HelpName = "LABEL",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<TimeSpan?> _interval = CommonOptions.Duration(
        "--interval", "How often rules are evaluated; the setting of the server unless stated.");
    private readonly Option<TimeSpan?> _periodInterval = CommonOptions.Duration(
        "--period-interval", "How often the rules over the whole period are evaluated; as --interval unless stated.");
    private readonly Option<TimeSpan?> _scrapeInterval = CommonOptions.Duration(
        "--scrape-interval", "How often the counters are scraped; 15s unless stated.");
    private readonly Option<bool> _alertPerRule = new("--alert-per-rule")
    {
        Description = "An alert for each burn-rate rule, in place of one per objective and severity; native flavor.",
    };

    private readonly Option<bool> _noRecordings = new("--no-recordings") { Description = "Leave recording rules out." };
    private readonly Option<bool> _noAlerts = new("--no-alerts") { Description = "Leave alerting rules out." };

    internal void AddTo(Command verb)
    {
        _flavor.AcceptOnlyFromAmong("native", "sloth");
        _naming.AcceptOnlyFromAmong([.. Namings.Keys]);
        verb.Add(_flavor);
        verb.Add(_naming);
        verb.Add(_selector);
        verb.Add(_label);
        verb.Add(_interval);
        verb.Add(_periodInterval);
        verb.Add(_scrapeInterval);
        verb.Add(_alertPerRule);
        verb.Add(_noRecordings);
        verb.Add(_noAlerts);
    }

    internal PrometheusRulesOptions Read(ParseResult arguments) => new()
    {
        Flavor = arguments.GetRequiredValue(_flavor) == "sloth" ? PrometheusFlavor.Sloth : PrometheusFlavor.Native,
        Naming = Namings[arguments.GetRequiredValue(_naming)],
        Selector = arguments.GetValue(_selector),
        ExtraLabels = Labels(arguments.GetRequiredValue(_label)),
        Interval = arguments.GetValue(_interval),
        PeriodInterval = arguments.GetValue(_periodInterval),
        ScrapeInterval = arguments.GetValue(_scrapeInterval) ?? TimeSpan.FromSeconds(15),
        AlertPerRule = arguments.GetValue(_alertPerRule),
        Recordings = !arguments.GetValue(_noRecordings),
        Alerts = !arguments.GetValue(_noAlerts),
    };

    /// <summary>Options that the generator rejects are an error of the command line.</summary>
    internal static string Checked(Func<string> generate)
    {
        try
        {
            return generate();
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(ExitCode.Usage, exception.Findings.Select(finding => finding.ToString()));
        }
    }

    private static Dictionary<string, string> Labels(string[] texts)
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || !labels.TryAdd(text[..sign], text[(sign + 1)..]))
            {
                throw new ToolException(ExitCode.Usage, $"--label '{text}': must be key=value, each key once, for example cluster=eu");
            }
        }

        return labels;
    }
}
