namespace Slo;

/// <summary>What a person decided about a reaction.</summary>
public enum SloReactionOverrideKind
{
    /// <summary>Nothing is applied or undone.</summary>
    Pause,

    /// <summary>The steps run as if the alert fired, whatever the conditions.</summary>
    Force,

    /// <summary>What was applied is undone at once, and nothing is applied.</summary>
    Undo,
}
