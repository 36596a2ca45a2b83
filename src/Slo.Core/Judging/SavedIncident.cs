using Slo.History;

namespace Slo.Judging;

/// <summary>An incident that was open, or shown as over.</summary>
/// <param name="StartedAt">When the first rule fired, UTC.</param>
/// <param name="EndedAt">When the last one ended, UTC; null while one fires.</param>
/// <param name="Cause">The index of the rule that fired first.</param>
/// <param name="Before">Cumulative counts before it.</param>
/// <param name="After">Cumulative counts at its end; null while it lasts.</param>
internal sealed record SavedIncident(
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Cause, HistoryCounts Before, HistoryCounts? After);
