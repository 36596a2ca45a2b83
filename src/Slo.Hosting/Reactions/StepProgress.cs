namespace Slo.Hosting.Reactions;

/// <summary>The state of a step, as it is stored.</summary>
/// <param name="Resource">The name of what the step changes. It identifies the step in another process.</param>
/// <param name="State">Its state.</param>
internal sealed record StepProgress(string Resource, SloReactionStepState State)
{
    /// <summary>Since when it has this state.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What was done, or why it failed.</summary>
    public string Result { get; init; } = "";

    /// <summary>The state that an undo restores.</summary>
    public string? Memo { get; init; }

    /// <summary>Whether <see cref="Memo"/> was read. It is read only once, because after a call it would be the changed state.</summary>
    public bool IsPrepared { get; init; }

    /// <summary>Identifies the last call.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether a call is in progress, or the result of a try is not known.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the resource may be changed, by this run or by an earlier one that did not undo it.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether no further step runs, unless the step has <see cref="SloReactionStep.ContinueOnFailure"/>.</summary>
    internal bool HasFailed => State is SloReactionStepState.Failed or SloReactionStepState.Unknown;
}
