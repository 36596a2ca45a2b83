using System.Numerics;
using Slo.Tests.Properties;

namespace Slo.Tests.Crossing;

/// <summary>
/// The slices of time of one stream of events, by the definitions of docs/math.md: a plain list of those that ended.
/// <para>What came between two evaluations between which one slice ended belongs to it. If several ended, it is divided evenly over the time
/// between the two, and cut to whole events at the end of each. But what came since an evaluation before a calendar period began belongs to
/// the time before it.</para>
/// </summary>
internal sealed class NaiveSliceList(CrossingCase declared, NaiveCalendar? calendar, NaiveHistory history, long origin)
{
    private const long Parts = 1_000_000_000_000;

    private readonly List<(long End, Rational Bad)> _ended = [];
    private SloEventCounts _atStart;
    private SloEventCounts _counted;
    private long _position = origin;

    /// <summary>Takes the list to a new evaluation, which the history has already seen.</summary>
    internal void Advance(long observedUntil, long position, SloEventCounts counts)
    {
        List<long> ends = Ends(_position, observedUntil);
        foreach (var end in ends)
        {
            var isBefore = calendar?.Around(observedUntil).Start is { } start && start > _position && end >= start;
            Close(end, ends.Count == 1 || isBefore ? counts : new(
                Part(_counted.Good, counts.Good, end, observedUntil), Part(_counted.Bad, counts.Bad, end, observedUntil)));
        }

        if (Ends(observedUntil, position) is [var cut, ..])
        {
            // The slice in which the gap begins counts by what was seen of it; the one in which it ends, by what comes after.
            if (history.Observed(StartOf(cut), observedUntil) > 0)
            {
                Close(cut, counts);
            }

            _atStart = counts;
        }

        (_position, _counted) = (position, counts);
    }

    /// <summary>The observed slices that ended after one position and up to another, of those that end up to a third one.</summary>
    internal NaiveUnits Units(long from, long to, long whole)
    {
        (long End, Rational Bad)[] ended = [.. _ended.Where(slice => slice.End > from && slice.End <= to)];
        Rational all = ended.Length;
        Rational bad = ended.Aggregate((Rational)0, (sum, slice) => sum + slice.Bad);
        Rational expected = Math.Max(Math.Max(1, ended.Length), CountEnds(from, whole));
        return new(bad, all, declared.Reading == UnobservedTime.Exclude ? 1 : Math.Max(1, ended.Length) / expected);
    }

    private long StartOf(long end)
    {
        var start = calendar?.Around(end - 1).Start ?? 0;
        return start + ((end - 1 - start) / declared.Slice.Ticks * declared.Slice.Ticks);
    }

    private long EndAfter(long position)
    {
        (long start, long end) = calendar?.Around(position) ?? (0, long.MaxValue);
        return Math.Min(end, start + (((position - start) / declared.Slice.Ticks) + 1) * declared.Slice.Ticks);
    }

    private List<long> Ends(long after, long to)
    {
        List<long> ends = [];
        for (var end = EndAfter(after); end <= to; end = EndAfter(end))
        {
            ends.Add(end);
        }

        return ends;
    }

    // Period by period, because a month has many.
    private long CountEnds(long after, long to)
    {
        var width = declared.Slice.Ticks;
        long count = 0;
        while (calendar is not null && calendar.Around(after) is var (start, end) && end <= to)
        {
            count += ((end - start + width - 1) / width) - ((after - start) / width);
            after = end;
        }

        var origin = calendar?.Around(after).Start ?? 0;
        return count + ((to - origin) / width) - ((after - origin) / width);
    }

    private void Close(long end, SloEventCounts atEnd)
    {
        SloEventCounts events = atEnd - _atStart;
        _ended.Add((end, events.Total == 0 ? 0 : Lacks(events)));
        _atStart = atEnd;
    }

    private Rational Lacks(SloEventCounts events)
    {
        if (declared.Method == BudgetingMethodKind.Timeslices)
        {
            return new Rational(events.Good, events.Total).CompareTo(NaiveConditions.Exact(declared.SliceTarget)) >= 0 ? 0 : 1;
        }

        // A slice is divided into this many parts, and the nearest of them is taken.
        BigInteger parts = ((2 * (BigInteger)events.Bad * Parts) + events.Total) / (2 * events.Total);
        return new Rational(parts, Parts);
    }

    private long Part(long before, long after, long end, long observedUntil) =>
        before + (long)((Int128)(after - before) * (end - _position) / (observedUntil - _position));
}
