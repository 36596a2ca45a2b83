using System.CommandLine;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>Where a verb's document goes, and what becomes of what the document cannot hold.</summary>
internal sealed class DocumentOutput
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write; standard output unless stated.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _allowLoss = new("--allow-loss") { Description = "Write what can be expressed, and list what is lost." };
    private readonly Option<string> _format = CommonOptions.Format("text", "json");

    internal void AddTo(Command verb)
    {
        verb.Add(_output);
        verb.Add(_allowLoss);
        verb.Add(_format);
    }

    internal bool AllowsLoss(ParseResult arguments) => arguments.GetValue(_allowLoss);

    /// <summary>Lists losses, and ends the verb unless they are allowed.</summary>
    /// <exception cref="ToolException">Something is lost and that is not allowed.</exception>
    internal void CheckLosses(ParseResult arguments, IReadOnlyCollection<SloFinding> losses)
    {
        var isAllowed = AllowsLoss(arguments);
        foreach (SloFinding loss in Judged(losses, isAllowed))
        {
            arguments.InvocationConfiguration.Error.WriteLine(loss.ToString());
        }

        if (losses.Count > 0 && !isAllowed)
        {
            throw new ToolException(ExitCode.Failed,
                $"{Display.Count(losses.Count, "meaning")} would be lost, so nothing is written; --allow-loss writes the rest");
        }
    }

    internal int Write(ParseResult arguments, string document, IReadOnlyCollection<SloFinding> losses)
    {
        var configuration = ToolConfiguration.Of(arguments);
        var file = arguments.GetValue(_output);
        if (file is not null and not "-")
        {
            OutputFile.Write((file, document));
            configuration.Note($"wrote {file}");
        }

        if (arguments.GetValue(_format) == "json")
        {
            JsonResult.Write(configuration.Output, json =>
            {
                json.WriteStringOrNull("file", file);
                json.WriteString("document", document);
                json.WriteFindings("losses", Judged(losses, AllowsLoss(arguments)));
            });
        }
        else if (file is null or "-")
        {
            configuration.Output.Write(document.EndsWith('\n') ? document : document + "\n");
        }

        return ExitCode.Ok;
    }

    private static IEnumerable<SloFinding> Judged(IEnumerable<SloFinding> losses, bool isAllowed) =>
        losses.Select(loss => isAllowed ? loss with { Severity = SloFindingSeverity.Warning } : loss);
}
