using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Convert;

/// <summary><c>slo fmt</c>: writes a definition file in canonical form: the same text for the same meaning.</summary>
internal sealed class FmtVerb : Verb
{
    private readonly DefinitionOptions _definitions = new();
    private readonly DocumentOutput _document = new();
    private readonly Option<bool> _write = new("--write", "-w") { Description = "Rewrite each file in place." };
    private readonly Option<bool> _check = new("--check")
    {
        Description = "Write nothing; list files that are not in canonical form, and end with 1 if there are any.",
    };

    internal FmtVerb()
        : base("fmt", "Write definition files in canonical form.")
    {
        _definitions.AddTo(this, isOfFiles: true);
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
        var isValid = isWritten || isChecked ? isWritten != isChecked && paths.All(File.Exists) : paths.Count == 1;
        if (!isValid)
        {
            throw new ToolException(ExitCode.Usage, "fmt takes one --input and prints it, or files with either --write or --check");
        }

        if (isChecked)
        {
            return Check(arguments, paths);
        }

        List<(string Path, string Text)> written = [];
        foreach (var path in paths)
        {
            (string document, List<SloFinding> losses) = Format(arguments, path);

            // Printing replaces nothing, so it does not lose comments.
            _document.CheckLosses(
                arguments, isWritten ? losses : [.. losses.Where(loss => loss.Code != SloFindingCodes.CommentLoss)]);
            if (!isWritten)
            {
                return _document.Write(arguments, document, losses);
            }

            written.Add((path, document));
        }

        OutputFile.Write(written);
        return ExitCode.Ok;
    }

    private int Check(ParseResult arguments, IReadOnlyList<string> paths)
    {
        Screen screen = new(ToolConfiguration.Of(arguments));
        var exitCode = ExitCode.Ok;
        foreach (var path in paths.Where(path => Format(arguments, path).Document != File.ReadAllText(path).ReplaceLineEndings("\n")))
        {
            exitCode = ExitCode.Failed;
            screen.Line(path);
        }

        return exitCode;
    }

    private (string Document, List<SloFinding> Losses) Format(ParseResult arguments, string path)
    {
        IReadOnlyList<SloObjective> objectives = DefinitionSources.Read([path], _definitions.Options(arguments))
            .Require(ToolConfiguration.Of(arguments));
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(
                ExitCode.Usage, $"{path}: fmt formats OpenSLO files only; appsettings contain more than objectives");
        }

        List<SloFinding> losses = [.. UnwrittenFacts.In([path], objectives)];
        var document = OpenSloWriter.Write(objectives, out IReadOnlyList<SloFinding> lost);
        losses.AddRange(lost);
        return (document, losses);
    }
}
