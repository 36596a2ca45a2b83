namespace Slo;

/// <summary>The state of a step of a reaction.</summary>
public enum SloReactionStepState
{
    /// <summary>Not applied.</summary>
    Waiting,

    /// <summary>The action is being applied.</summary>
    Applying,

    /// <summary>The action was applied.</summary>
    Applied,

    /// <summary>The action was not applied: it failed.</summary>
    Failed,

    /// <summary>Whether the action was applied is not known: the call timed out, or the process ended during the call.</summary>
    Unknown,

    /// <summary>The action is being undone.</summary>
    Undoing,

    /// <summary>The action was undone.</summary>
    Undone,

    /// <summary>The action could not be undone, or whether it was is not known: a person must look.</summary>
    UndoFailed,
}
