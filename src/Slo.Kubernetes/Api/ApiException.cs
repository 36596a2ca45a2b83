namespace Slo.Kubernetes.Api;

/// <summary>A request failed, and nothing was changed.</summary>
/// <param name="message">Why, without secrets.</param>
/// <param name="isFinal">Whether the same request will not succeed later either.</param>
internal sealed class ApiException(string message, bool isFinal) : Exception(message)
{
    internal bool IsFinal { get; } = isFinal;

    /// <summary>Whether it is an error of the configuration. Otherwise the cause may be the environment, for example a process outside of
    /// a cluster.</summary>
    internal bool IsProblem { get; init; } = true;

    /// <summary>The setting of the action that is the cause; null: the name of the object.</summary>
    internal string? Setting { get; init; }
}
