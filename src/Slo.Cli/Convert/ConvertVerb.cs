using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Convert;

/// <summary><c>slo convert</c>: the same objectives in another form; what that form cannot hold is an error, or listed.</summary>
internal sealed class ConvertVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly DocumentOutput _document = new();
    private readonly Option<string> _to = new("--to", "-t") { Description = "The form to write: OpenSLO v1 (YAML), or the section Slo of appsettings (JSON).", Required = true };

    internal ConvertVerb()
        : base("convert", "Write definitions in another form.")
    {
        _to.AcceptOnlyFromAmong("openslo", "appsettings");
        _definitions.AddTo(this);
        Add(_to);
        _document.AddTo(this);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo convert -i appsettings.json --to openslo -o slos.yaml",
        "slo convert -i sloth/ --to openslo --allow-loss",
        "slo convert -i slos.yaml --to appsettings",
    ];

    private int Run(ParseResult arguments)
    {
        DefinitionSet set = _definitions.Read(arguments);
        IReadOnlyList<SloObjective> objectives = set.Require(ToolConfiguration.Of(arguments));
        List<string> losses = [.. set.HostSettings, .. LeftBehind.In(_definitions.Paths(arguments), objectives).Where(loss => !loss.IsComment).Select(loss => loss.Text)];
        string document;
        if (arguments.GetRequiredValue(_to) == "openslo")
        {
            document = OpenSloWriter.Write(objectives, out IReadOnlyList<SloFinding> lost);
            losses.AddRange(lost.Select(loss => loss.Message));
        }
        else
        {
            document = AppSettingsWriter.Write(objectives, out IReadOnlyList<string> lost);
            losses.AddRange(lost);
        }

        _document.CheckLosses(arguments, losses);
        return _document.Write(arguments, document, losses);
    }
}
