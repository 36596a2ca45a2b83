namespace Slo;

/// <summary>The state of a reaction.</summary>
public enum SloReactionState
{
    /// <summary>No run is in progress. With <see cref="SloReaction.Undo"/> false, or after a failed undo, a step may still be
    /// changed.</summary>
    Idle,

    /// <summary>The alert fires, and the reaction waits for <see cref="SloReaction.Hold"/> or for a condition.</summary>
    Waiting,

    /// <summary>The steps run, or have run.</summary>
    Active,

    /// <summary>The alert has ended, and <see cref="SloReaction.RecoverFor"/> has not passed yet.</summary>
    Recovering,

    /// <summary>The steps are being undone.</summary>
    Undoing,
}
