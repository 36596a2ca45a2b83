namespace Slo;

/// <summary>Lets a handler set the outcome of the current request. It takes precedence over status code, exception and latency.</summary>
/// <remarks>Returned by <c>HttpContext.GetSloRequest()</c>. Must not be used after the request.</remarks>
public interface ISloRequest
{
    /// <summary>The outcome that was set, or null. The last call wins.</summary>
    SloOutcome? Outcome { get; }

    /// <summary>The reason given for a bad request, or null.</summary>
    string? BadReason { get; }

    /// <summary>The dependency that failed during the request, or null. The last call wins.</summary>
    string? FailedDependency { get; }

    /// <summary>A dependency failed or was slow. It changes no outcome: if the request is bad, it is one of the properties by which
    /// causes are found (<see cref="SloTracker.GetContributors"/>).</summary>
    /// <param name="name">The name of the dependency, from a small set of values, for example <c>payments</c>.</param>
    void MarkDependencyFailed(string name);

    /// <summary>Makes the request good, with any status code.</summary>
    void MarkGood();

    /// <summary>Makes the request bad, with any status code.</summary>
    /// <param name="reason">The reason, from a small set of values, for example <c>sold_out</c>.</param>
    void MarkBad(string reason);

    /// <summary>The request is not relevant to any objective.</summary>
    void MarkIgnored();
}
