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
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Unknown fields are errors, not warnings." };
    private readonly Option<bool> _layered = new("--layered")
    {
        Description = "JSON files overlay one another and the YAML files, in the order given, as a host reads them.",
    };

    private readonly Option<TimeSpan?> _slothPeriod = CommonOptions.Duration(
        "--sloth-period", "The period of Sloth's SLOs, which their documents do not contain; 30d unless stated.");

    private readonly AppDefinitions _app = new();

    /// <param name="verb">The verb.</param>
    /// <param name="isOfFiles">Whether it reads one file after the other, and so neither layers nor an app.</param>
    internal void AddTo(Command verb, bool isOfFiles = false)
    {
        _input.Required = isOfFiles;
        verb.Add(_input);
        if (!isOfFiles)
        {
            _app.AddTo(verb);
        }

        verb.Add(_strict);
        if (!isOfFiles)
        {
            verb.Add(_layered);
        }

        verb.Add(_slothPeriod);
    }

    internal IReadOnlyList<string> Paths(ParseResult arguments) => arguments.GetValue(_input) ?? [];

    /// <exception cref="ToolException">Neither files nor an app are named, or the app does not answer.</exception>
    internal DefinitionSet Read(ParseResult arguments, bool isLinted = false)
    {
        IReadOnlyList<string> paths = Paths(arguments);
        JsonDefinitions? app = _app.Read(arguments);
        return paths.Count > 0 || app is not null
            ? DefinitionSources.Read(paths, Options(arguments), isLinted, arguments.GetValue(_layered), app)
            : throw new ToolException(ExitCode.Usage, "either --input or --url is required, for example -i appsettings.json");
    }

    internal SloReadOptions Options(ParseResult arguments) => new()
    {
        IsStrict = arguments.GetValue(_strict),
        SlothPeriod = arguments.GetValue(_slothPeriod) ?? TimeSpan.FromDays(30),
    };
}
