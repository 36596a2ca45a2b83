namespace Slo;

/// <summary>The state of a reaction.</summary>
public enum SloReactionState
{
    /// <summary>The alert does not fire, and nothing is changed.</summary>
    Idle,

    /// <summary>The alert fires, and the reaction waits: for <see cref="SloReaction.Hold"/>, or for a condition.</summary>
    Waiting,

    /// <summary>The steps run, or have run.</summary>
    Active,

    /// <summary>The alert has ended; the steps are undone if it does not fire again.</summary>
    Recovering,

    /// <summary>The steps are being undone.</summary>
    Undoing,
}
