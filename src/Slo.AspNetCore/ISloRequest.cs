namespace Slo;

/// <summary>Lets a handler set the outcome of the current request. It takes precedence over status code, exception and latency.</summary>
/// <remarks>Get it by <c>HttpContext.GetSloRequest()</c>. For the flow of one request; not to be kept after it.</remarks>
public interface ISloRequest
{
    /// <summary>What the handler said, or null if nothing yet. The last word counts.</summary>
    SloOutcome? Outcome { get; }

    /// <summary>Why the handler called the request bad, or null.</summary>
    string? BadReason { get; }

    /// <summary>The request was good, whatever its status code.</summary>
    void MarkGood();

    /// <summary>The request was bad, whatever its status code.</summary>
    /// <param name="reason">Why, in a word or two from a small set, for example <c>sold_out</c>.</param>
    void MarkBad(string reason);

    /// <summary>The request is not relevant to any objective.</summary>
    void MarkIgnored();
}
