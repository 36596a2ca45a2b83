namespace Slo.Shared.Reporting;

/// <summary>An incident, and what it cost in the range.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Length">How long it lasted; of an open one, to the end of the range.</param>
/// <param name="BadEvents">Its bad events in the range.</param>
/// <param name="SpentRatio">The share of the range's budget that it spent in the range; null: not known.</param>
internal sealed record IncidentCost(SloIncident Incident, TimeSpan Length, long BadEvents, double? SpentRatio)
{
    /// <summary>The costs of incidents, in order of time.</summary>
    internal static IReadOnlyList<IncidentCost> Of(ReportSubject subject, RangeCourse course, RangeResult result)
    {
        ReportRange range = result.Range;
        return
        [
            .. subject.Incidents
                .Where(incident => incident.StartedAt < range.To && (incident.EndedAt ?? range.To) >= range.From)
                .OrderBy(incident => incident.StartedAt).ThenBy(incident => incident.Id, StringComparer.Ordinal)
                .Select(incident => Of(incident, course, result, subject.Objective.Method)),
        ];
    }

    /// <summary>The instants at which the course is needed.</summary>
    internal static IEnumerable<DateTimeOffset> Marks(ReportSubject subject) =>
        subject.Incidents.SelectMany(incident => new[] { incident.StartedAt, incident.EndedAt ?? incident.AsOf });

    private static IncidentCost Of(SloIncident incident, RangeCourse course, RangeResult result, BudgetingMethod method)
    {
        DateTimeOffset end = incident.EndedAt ?? result.Range.To;
        var isWhole = incident.StartedAt >= result.Range.From && incident.EndedAt is { } ended && ended <= result.Range.To;
        TimeSpan length = end - incident.StartedAt;

        // The incident knows its own bad events, also those before its alert. Of slices, and of the part of an incident, the course does.
        if (isWhole && method.Slice == TimeSpan.Zero)
        {
            return new(
                incident, length, incident.Events.Bad,
                result.Events.Bad > 0 ? result.SpentRatio * incident.Events.Bad / result.Events.Bad : 0);
        }

        return result.Range.Clip(incident.StartedAt, end) is var (from, to)
            ? new(
                incident, length, isWhole ? incident.Events.Bad : course.EventsBetween(from, to).Bad, course.SpentBetween(from, to))
            : new(incident, length, 0, 0);
    }
}
