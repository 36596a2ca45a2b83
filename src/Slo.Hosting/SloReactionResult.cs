namespace Slo;

/// <summary>The result of a call of an action. Immutable.</summary>
public sealed record SloReactionResult
{
    private SloReactionResult(SloReactionOutcome outcome, string text)
    {
        Outcome = outcome;
        Text = text;
    }

    /// <summary>Whether it succeeded.</summary>
    public SloReactionOutcome Outcome { get; }

    /// <summary>What was done, or why the call failed, in a few words; without secrets.</summary>
    public string Text { get; }

    /// <summary>The change was made.</summary>
    /// <param name="text">What was done, for example <c>weight 10 -> 0</c>.</param>
    public static SloReactionResult Done(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(SloReactionOutcome.Done, text);
    }

    /// <summary>The change was certainly not made, and may succeed later: the system cannot be reached, or is busy.</summary>
    /// <param name="reason">Why it was not made; without secrets.</param>
    public static SloReactionResult Retry(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(SloReactionOutcome.Retry, reason);
    }

    /// <summary>The change was certainly not made, and will not succeed: the system rejected it.</summary>
    /// <param name="reason">Why it was not made; without secrets.</param>
    public static SloReactionResult Failed(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(SloReactionOutcome.Failed, reason);
    }
}
