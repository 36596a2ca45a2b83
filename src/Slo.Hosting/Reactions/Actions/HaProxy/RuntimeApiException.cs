namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>A command failed, and nothing was changed.</summary>
/// <param name="message">Why.</param>
/// <param name="isFinal">Whether the same command will not succeed later either.</param>
internal sealed class RuntimeApiException(string message, bool isFinal) : Exception(message)
{
    internal bool IsFinal { get; } = isFinal;

    /// <summary>The setting of the action that is the cause; null: not known.</summary>
    internal string? Setting { get; init; }
}
