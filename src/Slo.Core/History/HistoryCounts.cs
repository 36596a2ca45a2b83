namespace Slo.History;

/// <summary>Counts of one stretch of time, or cumulative ones.</summary>
/// <param name="Events">Good and bad events.</param>
/// <param name="Budget">What the error budget counts: the events, or what slices of time were worth.</param>
internal readonly record struct HistoryCounts(SloEventCounts Events, SloEventCounts Budget);
