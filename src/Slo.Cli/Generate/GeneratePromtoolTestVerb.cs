using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Generate;

/// <summary><c>slo generate promtool-test</c>: a test of the generated rules, for <c>promtool test rules</c>.</summary>
internal sealed class GeneratePromtoolTestVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly RuleOptions _rules = new();

    private readonly Option<string> _ruleFile = new("--rule-file")
    {
        Description = "The path of the generated rules, relative to the test.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "slo.rules.yml",
    };

    private readonly DocumentOutput _document = new();

    internal GeneratePromtoolTestVerb()
        : base("promtool-test", "Generate a test of the rules, for promtool.")
    {
        _definitions.AddTo(this);
        Add(_ruleFile);
        _rules.AddTo(this);
        _document.AddTo(this);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
        ["slo generate promtool-test -i slo/ --rule-file slo.rules.yml -o slo.test.yml && promtool test rules slo.test.yml"];

    private int Run(ParseResult arguments)
    {
        PrometheusRulesOptions options = _rules.Read(arguments) with { AllowLoss = true };
        IReadOnlyList<SloObjective> objectives = _definitions.Read(arguments).Require(ToolConfiguration.Of(arguments));
        IReadOnlyList<SloFinding> losses = PrometheusRules.Losses(objectives, options);
        _document.CheckLosses(arguments, losses);
        return _document.Write(
            arguments, RuleOptions.Checked(() => PrometheusRules.GenerateTests(objectives, arguments.GetRequiredValue(_ruleFile), options)),
            losses);
    }
}
