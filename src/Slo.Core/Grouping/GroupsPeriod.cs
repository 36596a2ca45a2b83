namespace Slo.Grouping;

/// <summary>What was counted by group before a calendar period: as of the first evaluation in it, like the counts of the
/// objective.</summary>
/// <param name="Start">The position at which it starts.</param>
/// <param name="Groups">The counts of each group that there was, and those since the evaluation before: where the status was read between
/// the start and the first evaluation, the objective has some of them in the period.</param>
/// <param name="Ungrouped">The same of no group.</param>
internal sealed record GroupsPeriod(
    long Start, IReadOnlyDictionary<EventGroup, (SloEventCounts Counts, SloEventCounts Slice)> Groups,
    (SloEventCounts Counts, SloEventCounts Slice) Ungrouped)
{
    // Drift moves the start by milliseconds.
    private const long SameStartTicks = TimeSpan.TicksPerMinute;

    internal bool StartsAt(long position) => Math.Abs(position - Start) < SameStartTicks;

    internal (SloEventCounts Counts, SloEventCounts Slice) Before(EventGroup group) => Groups.GetValueOrDefault(group);
}
