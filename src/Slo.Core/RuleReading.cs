namespace Slo;

/// <summary>What one burn-rate rule says at the instant of a status.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="LongBurnRate">Burn rate over its long window; null without events.</param>
/// <param name="ShortBurnRate">Burn rate over its short window; null without events.</param>
/// <param name="Holds">Whether both reach the factor. Compared exactly, not with these rounded numbers.</param>
public readonly record struct RuleReading(BurnRateRule Rule, double? LongBurnRate, double? ShortBurnRate, bool Holds);
