namespace Slo;

/// <summary>The kind of a decision about a reaction.</summary>
public enum SloReactionOverrideKind
{
    /// <summary>No step is applied or undone.</summary>
    Pause,

    /// <summary>The steps run as if the alert fired, without regard to conditions, <see cref="SloReaction.Hold"/> and
    /// <see cref="SloReaction.CoolDown"/>.</summary>
    Force,

    /// <summary>Applied steps are undone at once, and no step is applied.</summary>
    Undo,
}
