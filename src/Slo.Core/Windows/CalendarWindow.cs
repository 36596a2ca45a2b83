namespace Slo.Windows;

/// <summary>One calendar period, with the cumulative counts at its start.</summary>
internal sealed record CalendarWindow(
    DateTimeOffset Start, DateTimeOffset End, long StartPosition, SloEventCounts Events, SloEventCounts Worth)
{
    // Drift moves the start by milliseconds; a clock that was set back and forth over the boundary moves it by what it was set.
    private const long SameStartTicks = TimeSpan.TicksPerMinute;

    internal bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;

    /// <summary>Whether the start still lies where it lay when the counts were taken.</summary>
    internal bool StartsAt(long position) => Math.Abs(position - StartPosition) < SameStartTicks;
}
