using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary><c>slo generate alertmanager</c>: routing and inhibition for the alerts of processes and of generated rules.</summary>
internal sealed class GenerateAlertmanagerVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly RuleOptions _rules = new();
    private readonly Option<string> _pageReceiver = Receiver("--page-receiver", "The receiver of pages.", "slo-page");
    private readonly Option<string> _ticketReceiver = Receiver(
        "--ticket-receiver", "The receiver of tickets; may be that of pages.", "slo-ticket");
    private readonly DocumentOutput _document = new();

    internal GenerateAlertmanagerVerb()
        : base("alertmanager", "Generate routing and inhibition for Alertmanager: one notification per incident.")
    {
        _definitions.AddTo(this);
        Add(_pageReceiver);
        Add(_ticketReceiver);
        _rules.AddTo(this);
        _document.AddTo(this);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples => ["slo generate alertmanager -i slo/ --page-receiver on-call -o alertmanager.yml"];

    private static Option<string> Receiver(string name, string description, string receiver) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        DefaultValueFactory = _ => receiver,
    };

    private int Run(ParseResult arguments)
    {
        PrometheusRulesOptions options = _rules.Read(arguments);
        IReadOnlyList<SloObjective> objectives = _definitions.Read(arguments).Require(ToolConfiguration.Of(arguments));
        var (page, ticket) = (Given(arguments, _pageReceiver), Given(arguments, _ticketReceiver));
        return _document.Write(
            arguments, RuleOptions.Checked(() => AlertmanagerConfiguration.Generate(objectives, options, page, ticket)), []);
    }

    private static string Given(ParseResult arguments, Option<string> option) => arguments.GetRequiredValue(option) is var name
        && string.IsNullOrWhiteSpace(name) ? throw new ToolException(ExitCode.Usage, $"{option.Name}: must not be empty") : name;
}
