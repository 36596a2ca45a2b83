namespace Slo.Hosting.Reactions;

/// <summary>The data of a reaction for its status. Immutable.</summary>
/// <param name="Progress">Its state.</param>
/// <param name="WaitsFor">The condition that does not hold; null: all hold.</param>
/// <param name="Decision">The decision in force, or null.</param>
internal sealed record ReactionView(ReactionProgress Progress, string? WaitsFor, SloReactionOverride? Decision);
