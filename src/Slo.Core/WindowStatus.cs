namespace Slo;

/// <summary>The status of one window of an objective.</summary>
/// <param name="Window">The length of the window, up to the instant of the status.</param>
/// <param name="Events">The events counted in it.</param>
/// <param name="BurnRate">How many times faster than sustainable the budget is spent; null without events.</param>
public readonly record struct WindowStatus(TimeSpan Window, SloEventCounts Events, double? BurnRate);
