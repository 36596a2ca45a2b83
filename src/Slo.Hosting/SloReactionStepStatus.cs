namespace Slo;

/// <summary>A step of a reaction and its state. Immutable.</summary>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="Action">A description of the action.</param>
/// <param name="Resource">The name of what it changes.</param>
/// <param name="State">Its state.</param>
/// <param name="At">Since when it has this state, UTC; null if it has not run.</param>
/// <param name="Result">What was done, or why it failed; empty if it has not run.</param>
public sealed record SloReactionStepStatus(
    int Number, string Action, string Resource, SloReactionStepState State, DateTimeOffset? At, string Result);
