namespace Slo.AspNetCore.Requests;

/// <summary>The outcome that the handler of a request gave it. Created on first use, so that requests without one cost nothing.</summary>
internal sealed class SloRequest : ISloRequest
{
    public SloOutcome? Outcome { get; private set; }

    public string? BadReason { get; private set; }

    public string? FailedDependency { get; private set; }

    public void MarkDependencyFailed(string name) => FailedDependency = name;

    public void MarkGood() => Mark(SloOutcome.Good, reason: null);

    public void MarkBad(string reason) => Mark(SloOutcome.Bad, reason);

    public void MarkIgnored() => Mark(SloOutcome.Ignored, reason: null);

    private void Mark(SloOutcome outcome, string? reason)
    {
        Outcome = outcome;
        BadReason = reason;
    }
}
