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

    /// <summary>The action failed; the change was not made.</summary>
    Failed,

    /// <summary>It is not known whether the change was made: the call threw or timed out, or the process ended during the call.</summary>
    Unknown,

    /// <summary>The action is being undone.</summary>
    Undoing,

    /// <summary>The action was undone.</summary>
    Undone,

    /// <summary>The action could not be undone, or it is not known whether it was. A person must check the resource.</summary>
    UndoFailed,
}
