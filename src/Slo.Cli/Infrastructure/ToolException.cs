namespace Slo.Cli.Infrastructure;

/// <summary>Ends the tool with a message on standard error, and no stack trace.</summary>
/// <param name="exitCode">One of <see cref="Infrastructure.ExitCode"/>.</param>
/// <param name="lines">Where, what, which value, and what to write instead; each stays one line, whatever it quotes.</param>
internal sealed class ToolException(int exitCode, IEnumerable<string> lines)
    : Exception(string.Join(Environment.NewLine, lines.Select(line => SloText.OneLine(line, Screen.LongestLine))))
{
    internal ToolException(int exitCode, string message)
        : this(exitCode, [message])
    {
    }

    internal int ExitCode { get; } = exitCode;
}
