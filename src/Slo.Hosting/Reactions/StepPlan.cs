namespace Slo.Hosting.Reactions;

/// <summary>A declared step, read once at start. Immutable.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Resource">What it changes.</param>
/// <param name="Text">What it does, in a few words.</param>
/// <param name="IsIdempotent">Whether applying it twice is the same as once.</param>
/// <param name="CanUndo">Whether it can be changed back.</param>
/// <param name="EndsWithProcess">Whether the change ends with the process.</param>
/// <param name="After">How long after the start of the run.</param>
/// <param name="ContinueOnFailure">Whether the next step runs at once if this one fails.</param>
/// <param name="Timeout">The time-out of a call.</param>
/// <param name="RetryFor">For how long calls are repeated.</param>
internal sealed record StepPlan(
    SloReactionAction Action, string Resource, string Text, bool IsIdempotent, bool CanUndo, bool EndsWithProcess, TimeSpan After,
    bool ContinueOnFailure, TimeSpan Timeout, TimeSpan RetryFor);
