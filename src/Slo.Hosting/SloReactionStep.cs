namespace Slo;

/// <summary>A step of a reaction: an action, and when it runs.</summary>
/// <param name="action">The action.</param>
public sealed class SloReactionStep(SloReactionAction action)
{
    /// <summary>The action.</summary>
    public SloReactionAction Action { get; } = action;

    /// <summary>How long after the start of the run the step runs, if the alert still fires. Default 0; up to 7 days. Steps run in order:
    /// each waits for the previous one.</summary>
    public TimeSpan After { get; set; }

    /// <summary>Whether the next step runs at once if this one fails. Default false: no further step runs. An alert is raised in both
    /// cases.</summary>
    public bool ContinueOnFailure { get; set; }
}
