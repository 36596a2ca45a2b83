namespace Slo;

/// <summary>How a call of an action ended. Immutable.</summary>
public sealed record SloReactionResult
{
    /// <summary>The longest <see cref="Memo"/>, in characters.</summary>
    public const int LongestMemo = 4_000;

    private SloReactionResult(SloReactionOutcome outcome, string text, string? memo)
    {
        Outcome = outcome;
        Text = text;
        Memo = memo;
    }

    /// <summary>Whether it succeeded.</summary>
    public SloReactionOutcome Outcome { get; }

    /// <summary>What was done, or why it failed, in a few words; without secrets.</summary>
    public string Text { get; }

    /// <summary>What an undo needs to know, for example the weight before; kept in the store. Null: nothing.</summary>
    public string? Memo { get; }

    /// <summary>The change was made.</summary>
    /// <param name="text">What was done, for example <c>weight 10 -> 0</c>.</param>
    /// <param name="memo">What an undo needs to know, at most <see cref="LongestMemo"/> characters; null: nothing.</param>
    /// <exception cref="ArgumentException">The memo is too long.</exception>
    public static SloReactionResult Done(string text, string? memo = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (memo?.Length > LongestMemo)
        {
            throw new ArgumentException($"A memo has at most {LongestMemo} characters; this one has {memo.Length}.", nameof(memo));
        }

        return new(SloReactionOutcome.Done, text, memo);
    }

    /// <summary>The change was certainly not made, and may succeed later: the system cannot be reached, or is busy.</summary>
    /// <param name="reason">Why.</param>
    public static SloReactionResult Retry(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(SloReactionOutcome.Retry, reason, null);
    }

    /// <summary>The change was not made, and will not succeed: the system refused it.</summary>
    /// <param name="reason">Why.</param>
    public static SloReactionResult Failed(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(SloReactionOutcome.Failed, reason, null);
    }
}
