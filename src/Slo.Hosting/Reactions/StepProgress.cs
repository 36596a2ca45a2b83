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

    /// <summary>Whether a call is under way, or the result of one is not known.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether what the step changes may be changed: by this run, or by an earlier one that did not undo it.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether the ladder goes no further, unless the step says otherwise.</summary>
    internal bool HasFailed => State is SloReactionStepState.Failed or SloReactionStepState.Unknown;
}
