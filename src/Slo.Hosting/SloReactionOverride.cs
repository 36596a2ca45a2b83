namespace Slo;

/// <summary>A decision of a person about a reaction, for a limited time. Immutable.</summary>
/// <param name="Kind">The decision.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Until">When it expires, UTC.</param>
/// <param name="Reason">Why it was made.</param>
/// <param name="Actor">The person who made it; null if not known.</param>
public sealed record SloReactionOverride(
    SloReactionOverrideKind Kind, DateTimeOffset At, DateTimeOffset Until, string Reason, string? Actor);
