using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Convert;

/// <summary><c>slo fmt</c>: a definition file in canonical form, always the same text for the same meaning.</summary>
internal sealed class FmtVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly DocumentOutput _document = new();
    private readonly Option<bool> _write = new("--write", "-w") { Description = "Write each file anew where it lies." };
    private readonly Option<bool> _check = new("--check") { Description = "Write nothing; list files that are not in canonical form, and end with 1 if there are any." };

    internal FmtVerb()
        : base("fmt", "Write definition files in canonical form.")
    {
        _definitions.AddTo(this);
        Add(_write);
        Add(_check);
        _document.AddTo(this);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo fmt -i slos.yaml",
        "slo fmt -i slo/checkout.yaml -i slo/search.yaml --check",
        "slo fmt -i slos.yaml --write --allow-loss",
    ];

    private int Run(ParseResult arguments)
    {
        IReadOnlyList<string> paths = _definitions.Paths(arguments);
        (bool isWritten, bool isChecked) = (arguments.GetValue(_write), arguments.GetValue(_check));
        if ((isWritten && isChecked) || ((isWritten || isChecked) && paths.Any(path => !File.Exists(path))) || (!isWritten && !isChecked && paths.Count != 1))
        {
            throw new ToolException(ExitCode.Usage, "fmt takes one --input and prints it, or files with either --write or --check");
        }

        var configuration = ToolConfiguration.Of(arguments);
        var isOff = false;
        List<(string Path, string Text)> written = [];
        foreach (var path in paths)
        {
            IReadOnlyList<SloObjective> objectives = DefinitionSources.Read([path], _definitions.Options(arguments)).Require(configuration);
            (string document, List<string> losses) = Format(path, objectives);
            if (isChecked)
            {
                if (File.ReadAllText(path).ReplaceLineEndings("\n") != document)
                {
                    isOff = true;
                    new Screen(configuration).Line(path);
                }
            }
            else
            {
                // What is printed replaces nothing: there a comment is not lost.
                _document.CheckLosses(arguments, isWritten ? losses : [.. losses.Where(loss => !loss.EndsWith(": comments", StringComparison.Ordinal))]);
                if (!isWritten)
                {
                    return _document.Write(arguments, document, losses);
                }

                written.Add((path, document));
            }
        }

        OutputFile.Write(written);

        return isOff ? ExitCode.Failed : ExitCode.Ok;
    }

    private static (string Document, List<string> Losses) Format(string path, IReadOnlyList<SloObjective> objectives)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(ExitCode.Usage, $"{path}: fmt formats OpenSLO; appsettings hold more than objectives, so they are left alone");
        }

        List<string> losses = [.. LeftBehind.In([path], objectives).Select(loss => loss.Text)];
        var document = OpenSloWriter.Write(objectives, out IReadOnlyList<SloFinding> lost);
        losses.AddRange(lost.Select(loss => loss.Message));
        return (document, losses);
    }
}
