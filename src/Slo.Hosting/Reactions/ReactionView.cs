namespace Slo.Hosting.Reactions;

/// <summary>What is shown of a reaction. Immutable.</summary>
/// <param name="Progress">Its state.</param>
/// <param name="WaitsFor">The condition that does not hold; null: all hold.</param>
/// <param name="Decision">The decision in force, or null.</param>
internal sealed record ReactionView(ReactionProgress Progress, string? WaitsFor, SloReactionOverride? Decision);
