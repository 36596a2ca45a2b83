namespace Slo.AsCode.OpenSlo;

/// <summary>A period as written: rolling, or with the calendar's unit, anchor and zone.</summary>
internal sealed record TimeWindow(TimeSpan Length, CalendarUnit? Unit, int Count, DateTime? Start, string? Zone);
