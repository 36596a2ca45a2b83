using System.CommandLine;
using Slo.Cli.Infrastructure;
using Slo.Shared.Reporting;

namespace Slo.Cli.Report;

/// <summary>The options of the review: which time it is about, and where it goes.</summary>
internal sealed class ReviewOptions
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Write the review of a time as one document: its start, a date or RFC 3339; 30d before its end unless stated.",
        HelpName = "TIME",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "Its end, not in it; now unless stated.",
        HelpName = "TIME",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Of a review: the file to write; standard output unless stated.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "-",
    };

    internal void AddTo(Command verb)
    {
        verb.Add(_from);
        verb.Add(_to);
        verb.Add(_output);
    }

    /// <summary>Whether a review is wanted, not the status.</summary>
    internal bool IsGiven(ParseResult arguments, string format) =>
        format == "html" || arguments.GetValue(_from) is not null || arguments.GetValue(_to) is not null;

    /// <summary>The ends as they are written.</summary>
    internal (string? From, string? To) Texts(ParseResult arguments) => (arguments.GetValue(_from), arguments.GetValue(_to));

    /// <exception cref="ToolException">They are no range.</exception>
    internal ReportRange Range(ParseResult arguments, DateTimeOffset now) =>
        ReportRange.TryRead(arguments.GetValue(_from), arguments.GetValue(_to), now, out ReportRange range) is { } fault
            ? throw new ToolException(ExitCode.Usage, $"--from, --to: {fault}") : range;

    internal async Task WriteAsync(ParseResult arguments, string document)
    {
        var output = arguments.GetRequiredValue(_output);
        if (output == "-")
        {
            await ToolConfiguration.Of(arguments).Output.WriteAsync(document).ConfigureAwait(false);
        }
        else
        {
            OutputFile.Write((output, document));
        }
    }
}
