namespace Slo.AspNetCore.Api;

/// <summary>JSON: a decision about a reaction.</summary>
/// <param name="Kind">What was decided.</param>
/// <param name="At">When.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who; null if not known.</param>
internal sealed record ReactionOverrideDocument(
    SloReactionOverrideKind Kind, DateTimeOffset At, DateTimeOffset Until, string Reason, string? Actor);
