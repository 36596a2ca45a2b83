namespace Slo;

/// <summary>What a stretch of time cost of an error budget. Immutable.</summary>
/// <param name="From">Where it begins, UTC.</param>
/// <param name="To">Where it ends, UTC: now at the latest.</param>
/// <param name="Events">Its events, without those that are excluded.</param>
/// <param name="SpentRatio">The share of the budget of the current period that it spent, from 0 on: 0.08 for 8 %. Of a calendar period,
/// only what happened in it. Null: not known, because the period has no events, or the stretch is older than the period or than the
/// history.</param>
/// <param name="Resolution">How finely the history keeps the older end: between two of these slices, events are interpolated. Zero where
/// the end is now.</param>
public readonly record struct SloBudgetSpending(
    DateTimeOffset From, DateTimeOffset To, SloEventCounts Events, double? SpentRatio, TimeSpan Resolution);
