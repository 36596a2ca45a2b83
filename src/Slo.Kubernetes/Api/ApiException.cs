namespace Slo.Kubernetes.Api;

/// <summary>The API server did not do what it was asked, or cannot be asked: nothing was changed.</summary>
/// <param name="message">Why, without secrets.</param>
/// <param name="isFinal">Whether it will not do it later either.</param>
internal sealed class ApiException(string message, bool isFinal) : Exception(message)
{
    internal bool IsFinal { get; } = isFinal;

    /// <summary>Whether it is an error of the configuration. Otherwise the process may only be on another machine now.</summary>
    internal bool IsProblem { get; init; } = true;

    /// <summary>The setting of the action that is the cause; null: the object as a whole.</summary>
    internal string? Setting { get; init; }
}
