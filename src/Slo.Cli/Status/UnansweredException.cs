using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>Who was asked gave no answer.</summary>
/// <param name="message">Who, why, and what to do.</param>
/// <param name="isThere">Whether somebody is there, who refuses or does not know the question.</param>
internal sealed class UnansweredException(string message, bool isThere) : Exception(SloText.OneLine(message, Screen.LongestLine))
{
    internal bool IsThere { get; } = isThere;
}
