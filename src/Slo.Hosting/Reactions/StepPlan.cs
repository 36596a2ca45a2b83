namespace Slo.Hosting.Reactions;

/// <summary>A declared step, read once at start. Immutable.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The name of what it changes.</param>
/// <param name="Text">A description of the change.</param>
/// <param name="IsIdempotent">Whether calling it twice has the effect of calling it once.</param>
/// <param name="CanUndo">Whether the change can be reverted.</param>
/// <param name="EndsWithProcess">Whether the change is lost when the process ends.</param>
/// <param name="After">How long after the start of the run.</param>
/// <param name="ContinueOnFailure">Whether the next step runs at once if this one fails.</param>
/// <param name="Timeout">The time-out of a call.</param>
/// <param name="RetryFor">For how long calls are repeated.</param>
internal sealed record StepPlan(
    SloReactionAction Action, string Resource, string Text, bool IsIdempotent, bool CanUndo, bool EndsWithProcess, TimeSpan After,
    bool ContinueOnFailure, TimeSpan Timeout, TimeSpan RetryFor);
