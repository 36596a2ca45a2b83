namespace Slo.Cli.Conduct;

/// <summary>Ends the tool with a message on standard error, and no stack trace.</summary>
/// <param name="exitCode">One of <see cref="Conduct.ExitCode"/>.</param>
/// <param name="message">Where, what, which value, and what to write instead.</param>
internal sealed class ToolException(int exitCode, string message) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
