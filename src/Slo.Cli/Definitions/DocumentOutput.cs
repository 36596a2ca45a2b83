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
    internal void CheckLosses(ParseResult arguments, IReadOnlyCollection<string> losses)
    {
        var isAllowed = AllowsLoss(arguments);
        foreach (var loss in losses)
        {
            arguments.InvocationConfiguration.Error.WriteLine($"{(isAllowed ? "warning" : "error")} {FindingCodes.Lost}: "
                + $"{SloText.OneLine(loss, Screen.LongestLine)}");
        }

        if (losses.Count > 0 && !isAllowed)
        {
            throw new ToolException(ExitCode.Failed,
                $"{Display.Count(losses.Count, "meaning")} would be lost, so nothing is written; --allow-loss writes the rest");
        }
    }

    internal int Write(ParseResult arguments, string document, IReadOnlyCollection<string> losses)
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
                json.WriteStartArray("losses");
                foreach (var loss in losses)
                {
                    json.WriteStringValue(loss);
                }

                json.WriteEndArray();
            });
        }
        else if (file is null or "-")
        {
            configuration.Output.Write(document.EndsWith('\n') ? document : document + "\n");
        }

        return ExitCode.Ok;
    }
}
