namespace Slo.AspNetCore.Api;

/// <summary>JSON: a step of a reaction.</summary>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="Action">What the step does.</param>
/// <param name="Resource">What it changes.</param>
/// <param name="State">Its state.</param>
/// <param name="At">Since when; null: it has not run.</param>
/// <param name="Result">What was done, or why it failed; null: it has not run.</param>
internal sealed record ReactionStepDocument(
    int Number, string Action, string Resource, SloReactionStepState State, DateTimeOffset? At, string? Result);
