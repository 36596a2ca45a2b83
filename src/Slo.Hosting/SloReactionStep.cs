namespace Slo;

/// <summary>A step of a reaction: an action, and when it runs.</summary>
/// <param name="action">What is done.</param>
public sealed class SloReactionStep(SloReactionAction action)
{
    /// <summary>What is done.</summary>
    public SloReactionAction Action { get; } = action;

    /// <summary>How long after the start of the reaction the step runs, if the alert still fires. Default 0; up to 7 days. Steps run in
    /// order: each waits for the one before.</summary>
    public TimeSpan After { get; set; }

    /// <summary>Whether the next step runs at once if this one fails. Default false: the reaction goes no further, and an alert is
    /// raised.</summary>
    public bool ContinueOnFailure { get; set; }
}
