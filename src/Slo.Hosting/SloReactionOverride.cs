namespace Slo;

/// <summary>A decision of a person about a reaction, for a limited time. Immutable.</summary>
/// <param name="Kind">What was decided.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Until">When it ends, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who; null if not known.</param>
public sealed record SloReactionOverride(
    SloReactionOverrideKind Kind, DateTimeOffset At, DateTimeOffset Until, string Reason, string? Actor);
