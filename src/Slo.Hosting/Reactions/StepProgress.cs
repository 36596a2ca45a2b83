namespace Slo.Hosting.Reactions;

/// <summary>What is known of a step.</summary>
/// <param name="Resource">What the step changes, to recognize the step in another process.</param>
/// <param name="State">Its state.</param>
internal sealed record StepProgress(string Resource, SloReactionStepState State)
{
    /// <summary>Since when.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What was done, or why it failed.</summary>
    public string Result { get; init; } = "";

    /// <summary>What an undo needs.</summary>
    public string? Memo { get; init; }

    /// <summary>Whether <see cref="Memo"/> was read. It is read once: after a repeated call it would be what the first one made.</summary>
    public bool IsPrepared { get; init; }

    /// <summary>Identifies the last call.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether an undo may have something to change. A step that waits and is prepared is one that an earlier run could not
    /// undo.</summary>
    internal bool NeedsUndo => State is SloReactionStepState.Applied or SloReactionStepState.Applying or SloReactionStepState.Unknown
        or SloReactionStepState.Undoing || (State == SloReactionStepState.Waiting && IsPrepared);

    /// <summary>Whether the ladder goes no further, unless the step says otherwise.</summary>
    internal bool HasFailed => State is SloReactionStepState.Failed or SloReactionStepState.Unknown;
}
