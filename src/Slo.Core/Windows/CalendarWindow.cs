namespace Slo.Windows;

/// <summary>One calendar period, with the cumulative counts at its start.</summary>
internal sealed record CalendarWindow(
    DateTimeOffset Start, DateTimeOffset End, long StartPosition, SloEventCounts Events, SloEventCounts Worth);
