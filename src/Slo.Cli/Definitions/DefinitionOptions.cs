using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>Which definitions a verb reads, and how strictly.</summary>
internal sealed class DefinitionOptions
{
    private readonly Option<string[]> _input = new("--input", "-i")
    {
        Description = "Definition file, folder, pattern, or - for standard input: YAML (OpenSLO, Sloth, Reliably) or JSON with the section "
            + "Slo. Several are read as one set.",
        HelpName = "PATH",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Unknown fields are errors, not warnings." };
    private readonly Option<bool> _layered = new("--layered")
    {
        Description = "JSON files overlay one another and the YAML files, in the order given, as a host reads them.",
    };

    private readonly Option<TimeSpan?> _slothPeriod = CommonOptions.Duration(
        "--sloth-period", "The period of Sloth's SLOs, which their documents do not contain; 30d unless stated.");

    internal void AddTo(Command verb, bool isLayered = true)
    {
        verb.Add(_input);
        verb.Add(_strict);
        if (isLayered)
        {
            verb.Add(_layered);
        }

        verb.Add(_slothPeriod);
    }

    internal IReadOnlyList<string> Paths(ParseResult arguments) => arguments.GetRequiredValue(_input);

    internal DefinitionSet Read(ParseResult arguments, bool isLinted = false) =>
        DefinitionSources.Read(Paths(arguments), Options(arguments), isLinted, arguments.GetValue(_layered));

    internal SloReadOptions Options(ParseResult arguments) => new()
    {
        IsStrict = arguments.GetValue(_strict),
        SlothPeriod = arguments.GetValue(_slothPeriod) ?? TimeSpan.FromDays(30),
    };
}
