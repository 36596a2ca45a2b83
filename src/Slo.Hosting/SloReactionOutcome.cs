namespace Slo;

/// <summary>Whether a call of an action succeeded.</summary>
public enum SloReactionOutcome
{
    /// <summary>The change was made.</summary>
    Done,

    /// <summary>The change was not made, and the call may succeed later.</summary>
    Retry,

    /// <summary>The change was not made, and the call will not succeed.</summary>
    Failed,
}
