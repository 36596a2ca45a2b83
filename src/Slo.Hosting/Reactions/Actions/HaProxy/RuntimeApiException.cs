namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>HAProxy did not do what it was asked, and nothing was changed.</summary>
/// <param name="message">Why.</param>
/// <param name="isFinal">Whether it will not do it later either.</param>
internal sealed class RuntimeApiException(string message, bool isFinal) : Exception(message)
{
    internal bool IsFinal { get; } = isFinal;

    /// <summary>The setting of the action that is the cause; null: none is known.</summary>
    internal string? Setting { get; init; }
}
