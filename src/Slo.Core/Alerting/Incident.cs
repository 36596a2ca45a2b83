namespace Slo.Alerting;

/// <summary>One stretch of time during which the alert of an objective fires, with any severity.</summary>
/// <param name="StartedAt">When the first rule fired, UTC.</param>
/// <param name="EndedAt">When the last one ended, UTC; null while one fires.</param>
/// <param name="Cause">The rule that fired first.</param>
/// <param name="EventsBefore">Cumulative events before it: at the start of the long window that fired.</param>
/// <param name="BudgetBefore">What the budget had counted by then; the same as the events, unless it counts slices.</param>
/// <param name="EventsAfter">Cumulative events at its end; null while it lasts.</param>
/// <param name="BudgetAfter">What the budget had counted at its end; null while it lasts.</param>
/// <param name="PeakBurnRate">The highest burn rate in the shortest window of the rules that this process saw; null if none.</param>
internal sealed record Incident(
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, AlertRule Cause, SloEventCounts EventsBefore, SloEventCounts BudgetBefore,
    SloEventCounts? EventsAfter = null, SloEventCounts? BudgetAfter = null, double? PeakBurnRate = null);
