using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>The source gave no usable response.</summary>
/// <param name="message">The source, the reason, and what to do.</param>
/// <param name="isThere">Whether there was a response that denies access, or says that there is no such objective.</param>
internal sealed class UnansweredException(string message, bool isThere) : Exception(SloText.OneLine(message, Screen.LongestLine))
{
    internal bool IsThere { get; } = isThere;

    /// <summary>Whether the app has no such endpoint: it is of an earlier version.</summary>
    internal bool IsMissing { get; init; }
}
