namespace Slo.AspNetCore.Requests;

/// <summary>What the handler of a request said of it. Made when it first speaks, so that the silent ones cost nothing.</summary>
internal sealed class HandlerWord : ISloRequest
{
    public SloOutcome? Outcome { get; private set; }

    public string? BadReason { get; private set; }

    public void MarkGood() => Say(SloOutcome.Good, reason: null);

    public void MarkBad(string reason) => Say(SloOutcome.Bad, reason);

    public void MarkIgnored() => Say(SloOutcome.Ignored, reason: null);

    private void Say(SloOutcome outcome, string? reason)
    {
        Outcome = outcome;
        BadReason = reason;
    }
}
