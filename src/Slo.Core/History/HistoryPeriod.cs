namespace Slo.History;

/// <summary>The objective's period as of one reading.</summary>
/// <param name="StartPosition">Where on the timeline it starts.</param>
/// <param name="End">When it ends, UTC: the reading's instant for a rolling period, the next boundary for a calendar one.</param>
/// <param name="Length">From its start to its end.</param>
/// <param name="Counts">What happened in it so far and is not excluded.</param>
/// <param name="CountedBudget">What the budget counted in it so far, excluded or not.</param>
internal readonly record struct HistoryPeriod(
    long StartPosition, DateTimeOffset End, TimeSpan Length, HistoryCounts Counts, SloEventCounts CountedBudget);
