namespace Slo;

/// <summary>The burn rates of windows at one instant of the past, for charts.</summary>
/// <param name="Time">Where the windows end.</param>
/// <param name="BurnRates">The burn rate of each window, in the requested order; null without events, and where the history is kept in
/// slices longer than the window.</param>
public readonly record struct SloBurnRatePoint(DateTimeOffset Time, IReadOnlyList<double?> BurnRates);
