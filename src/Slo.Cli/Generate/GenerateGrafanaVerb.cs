using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary><c>slo generate grafana</c>: a dashboard over the generated rules.</summary>
internal sealed class GenerateGrafanaVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly RuleOptions _rules = new();

    private readonly Option<string> _title = new("--title")
    {
        Description = "The title of the dashboard; its uid is derived from it.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "Service level objectives",
    };

    private readonly DocumentOutput _document = new();

    internal GenerateGrafanaVerb()
        : base("grafana", "Generate a dashboard for Grafana from the rules.")
    {
        _definitions.AddTo(this);
        Add(_title);
        _rules.AddTo(this);
        _document.AddTo(this);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples => ["slo generate grafana -i slo/ --title 'Shop objectives' -o shop-dashboard.json"];

    private int Run(ParseResult arguments)
    {
        PrometheusRulesOptions options = _rules.Read(arguments) with { AllowLoss = true };
        IReadOnlyList<SloObjective> objectives = _definitions.Read(arguments).Require(ToolConfiguration.Of(arguments));
        IReadOnlyList<SloFinding> losses = PrometheusRules.Losses(objectives, options);
        _document.CheckLosses(arguments, losses);
        var title = arguments.GetRequiredValue(_title);
        return string.IsNullOrWhiteSpace(title)
            ? throw new ToolException(ExitCode.Usage, "--title: must not be empty")
            : _document.Write(arguments, RuleOptions.Checked(() => GrafanaDashboard.Generate(objectives, options, title)), losses);
    }
}
