namespace Slo.Shared.Reporting;

/// <summary>How far things had gone at an instant of the range.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="Events">The events from the start of the range on.</param>
/// <param name="SpentRatio">The share of the range's budget that was spent; null without events in the range.</param>
/// <param name="IsObserved">Whether something was observed since the point before.</param>
internal readonly record struct CoursePoint(DateTimeOffset At, SloEventCounts Events, double? SpentRatio, bool IsObserved);
