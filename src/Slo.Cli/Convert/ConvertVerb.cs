using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Convert;

/// <summary><c>slo convert</c>: writes objectives in another format. What that format cannot express is an error, or listed.</summary>
internal sealed class ConvertVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly DocumentOutput _document = new();
    private readonly Option<string> _to = new("--to", "-t")
    {
        Description = "The format to write: OpenSLO v1 (YAML), or the section Slo of appsettings (JSON).",
        Required = true,
    };

    internal ConvertVerb()
        : base("convert", "Write definitions in another format.")
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
        IEnumerable<SloFinding> unwritten = UnwrittenFacts.In(_definitions.Paths(arguments), objectives)
            .Where(loss => loss.Code != SloFindingCodes.CommentLoss);
        List<SloFinding> losses = [.. set.HostSettings, .. unwritten];
        string document;
        if (arguments.GetRequiredValue(_to) == "openslo")
        {
            document = OpenSloWriter.Write(objectives, out IReadOnlyList<SloFinding> lost);
            losses.AddRange(lost);
        }
        else
        {
            document = AppSettingsWriter.Write(objectives, out IReadOnlyList<SloFinding> lost);
            losses.AddRange(lost);
        }

        _document.CheckLosses(arguments, losses);
        return _document.Write(arguments, document, losses);
    }
}
