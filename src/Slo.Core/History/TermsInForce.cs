namespace Slo.History;

/// <summary>What the terms of an objective mean for its history as of a position. Immutable.</summary>
/// <param name="Stretches">Counts without what is excluded, and what they allow.</param>
/// <param name="Excluded">Which time is excluded.</param>
/// <param name="TargetRatio">The target in force there.</param>
internal sealed record TermsInForce(Stretches Stretches, ExcludedTime Excluded, decimal TargetRatio);
