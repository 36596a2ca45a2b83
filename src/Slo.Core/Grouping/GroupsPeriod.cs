namespace Slo.Grouping;

/// <summary>What was counted by group before a calendar period: as of the first evaluation in it, like the counts of the
/// objective.</summary>
/// <param name="Start">The position at which it starts.</param>
/// <param name="Groups">The counts of each group that there was.</param>
/// <param name="Ungrouped">The counts of no group.</param>
internal sealed record GroupsPeriod(long Start, IReadOnlyDictionary<EventGroup, SloEventCounts> Groups, SloEventCounts Ungrouped)
{
    // Drift moves the start by milliseconds.
    private const long SameStartTicks = TimeSpan.TicksPerMinute;

    internal bool StartsAt(long position) => Math.Abs(position - Start) < SameStartTicks;

    internal SloEventCounts Before(EventGroup group) => Groups.GetValueOrDefault(group);
}
