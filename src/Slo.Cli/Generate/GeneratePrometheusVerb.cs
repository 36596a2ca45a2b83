using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary><c>slo generate prometheus</c>: recording and alerting rules.</summary>
internal sealed class GeneratePrometheusVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly RuleOptions _rules = new();

    private readonly Option<string?> _resource = new("--resource")
    {
        Description = "Write a PrometheusRule resource of this name for the Prometheus operator, in place of a rule file; several if one "
            + "is too large.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _namespace = new("--namespace")
    {
        Description = "The namespace of the --resource.",
        HelpName = "NAME",
    };

    private readonly DocumentOutput _document = new();

    internal GeneratePrometheusVerb()
        : base("prometheus", "Generate rules for Prometheus, Mimir and Thanos.")
    {
        _definitions.AddTo(this);
        _rules.AddTo(this);
        Add(_resource);
        Add(_namespace);
        _document.AddTo(this);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo generate prometheus -i slo/ -o slo.rules.yml",
        "slo generate prometheus --url http://localhost:5080/slo/api -o slo.rules.yml",
        "slo generate prometheus -i appsettings.json --flavor sloth --resource shop --namespace monitoring",
    ];

    private int Run(ParseResult arguments)
    {
        var resource = arguments.GetValue(_resource);
        if (resource is null && arguments.GetValue(_namespace) is not null)
        {
            throw new ToolException(ExitCode.Usage, "--namespace goes with --resource");
        }

        PrometheusRulesOptions options = _rules.Read(arguments) with
        {
            Format = resource is null ? PrometheusRuleFormat.RuleFile : PrometheusRuleFormat.PrometheusRuleResource,
            ResourceName = resource ?? "slo",
            ResourceNamespace = arguments.GetValue(_namespace),
            AllowLoss = true,
        };
        IReadOnlyList<SloObjective> objectives = _definitions.Read(arguments).Require(ToolConfiguration.Of(arguments));
        IReadOnlyList<SloFinding> losses = PrometheusRules.Losses(objectives, options);
        _document.CheckLosses(arguments, losses);
        return _document.Write(arguments, RuleOptions.Checked(() => PrometheusRules.Generate(objectives, options)), losses);
    }
}
