namespace Slo;

/// <summary>The burn rate of a window at one instant of the past, for charts.</summary>
/// <param name="Time">Where the window ends.</param>
/// <param name="BurnRate">The burn rate; null without events, and where the history is kept in slices longer than the window.</param>
public readonly record struct SloBurnRatePoint(DateTimeOffset Time, double? BurnRate);
