using Slo.Windows;

namespace Slo.History;

/// <summary>
/// The terms of an objective over time, applied to its history: which stretches there are, with the counts at their edges. The counts at
/// an edge are read once, when time passes it or when it becomes known, and kept: the ring becomes coarser, an exclusion does not.
/// One writer, any number of readers.
/// </summary>
/// <param name="timeline">The positions of instants.</param>
/// <param name="longest">How far back windows reach, in ticks.</param>
/// <param name="grid">Where slices end; null where the budget counts events.</param>
/// <param name="worth">What a slice with these events is worth.</param>
/// <param name="terms">The terms.</param>
internal sealed class TermsLog(
    Timeline timeline, long longest, SliceGrid? grid, Func<SloEventCounts, SloEventCounts>? worth, TermsTimeline terms)
{
    // Weekly hours begin or end at least this often.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(8);

    // Never changed, because a state may hold them.
    private Dictionary<DateTimeOffset, long> _positions = [];
    private Dictionary<long, HistoryCounts> _counts = [];
    private volatile TermsInForce? _inForce;

    /// <summary>Continues from a state.</summary>
    internal TermsLog(
        Timeline timeline, long longest, SliceGrid? grid, Func<SloEventCounts, SloEventCounts>? worth, TermsState state)
        : this(timeline, longest, grid, worth, state.Terms)
    {
        _positions = new(state.Positions);
        _counts = new(state.Counts);
    }

    /// <summary>The terms. The writer alone.</summary>
    internal TermsTimeline Terms { get; private set; } = terms;

    /// <summary>What follows from them; null: one target at all times, and nothing excluded. Any thread.</summary>
    internal TermsInForce? InForce => _inForce;

    /// <summary>The position at which something changes next, at the earliest. The writer alone.</summary>
    internal long NextChange { get; private set; } = long.MaxValue;

    internal TermsState Capture() => new(Terms, _positions, _counts);

    /// <summary>Replaces the terms.</summary>
    /// <param name="next">The new ones.</param>
    /// <param name="now">The reading at which they are replaced, with the counts of the budget.</param>
    /// <param name="at">The counts at an earlier position.</param>
    internal void Replace(TermsTimeline next, (long Position, HistoryCounts Counts) now, Func<long, HistoryCounts> at)
    {
        Terms = next;

        // What changes at this very instant was counted to the event.
        _positions = new(_positions) { [timeline.InstantOf(now.Position)] = now.Position };
        _counts = new(_counts) { [now.Position] = now.Counts };
        Advance(now.Position, at);
    }

    /// <summary>Takes up what has changed up to a position.</summary>
    internal void Advance(long now, Func<long, HistoryCounts> at)
    {
        DateTimeOffset instant = timeline.InstantOf(now);
        DateTimeOffset oldest = new(Math.Max(0, instant.UtcTicks - longest - Ahead.Ticks), TimeSpan.Zero);
        DateTimeOffset end = instant.AddTicks(longest + Ahead.Ticks);
        Terms = Terms.Since(oldest);
        if (Terms.AreConstant)
        {
            (_positions, _counts, _inForce, NextChange) = ([], [], null, long.MaxValue);
            return;
        }

        Edges edges = new(this, timeline, at, now);
        (long From, long To)[] stretches = ExcludedTime.Join(Terms.Excluded(oldest, end)
            .Select(stretch => (stretch.From <= oldest ? long.MinValue : edges.PositionOf(stretch.From), edges.PositionOf(stretch.To))));
        ExcludedTime excluded = new(stretches, grid);
        var targets = Targets(edges, oldest, instant + Ahead);
        SortedSet<long> marks =
        [
            .. targets.Select(target => target.Position),
            .. stretches.Concat(excluded.Slices).SelectMany(stretch => new[] { stretch.From, stretch.To }),
            .. excluded.PartialSlices.Select(slice => slice.To),
        ];
        _inForce = new(new Stretches(Build(marks, targets, excluded, edges)), excluded, Terms.TargetAt(instant));
        NextChange = marks.Where(mark => mark > now).Append(now + Ahead.Ticks / 2).Min();
        (_positions, _counts) = edges.Used;
    }

    private List<(long Position, long Parts)> Targets(Edges edges, DateTimeOffset oldest, DateTimeOffset end) =>
    [
        (long.MinValue, Parts(Terms.TargetAt(oldest))),
        .. Terms.TargetChanges(oldest, end).Distinct().Order().Select(change => (edges.PositionOf(change), Parts(Terms.TargetAt(change)))),
    ];

    private Stretch[] Build(SortedSet<long> marks, List<(long Position, long Parts)> targets, ExcludedTime excluded, Edges edges)
    {
        List<Stretch> all =
            [new(long.MinValue, default, targets[0].Parts, excluded.Contains(long.MinValue), excluded.ContainsSlice(long.MinValue))];
        foreach (var mark in marks.Where(mark => mark > long.MinValue && mark <= edges.Now))
        {
            Stretch next = new(
                mark, edges.At(mark), targets.FindLast(target => target.Position <= mark).Parts, excluded.Contains(mark),
                excluded.ContainsSlice(mark));
            all.Add(all[^1].Before(next, Kept(mark, excluded, edges)));
        }

        return [.. all];
    }

    // A slice of which a part is excluded is judged by what is left of it, unless it was not observed.
    private SloEventCounts Kept(long end, ExcludedTime excluded, Edges edges)
    {
        (long from, long to) = Array.Find(excluded.PartialSlices, slice => slice.To == end);
        if (to != end || edges.At(to).Budget == edges.At(from).Budget)
        {
            return default;
        }

        SloEventCounts events = edges.Between(from, to);
        foreach ((long begin, long until) in excluded.In(from, to))
        {
            events = CumulativeRing.Difference(events, edges.Between(begin, until));
        }

        return worth!(events);
    }

    private static long Parts(decimal target) => (long)decimal.Round((1 - target) * Stretches.PartsPerUnit);

    /// <summary>Positions and counts of edges: those that are known, else as they are read now.</summary>
    private sealed class Edges(TermsLog log, Timeline timeline, Func<long, HistoryCounts> at, long now)
    {
        internal long Now => now;

        internal (Dictionary<DateTimeOffset, long> Positions, Dictionary<long, HistoryCounts> Counts) Used { get; } = ([], []);

        // A position of the past stays where it was, also if the clock is set. Its counts are read while they are fine, also where
        // another stretch hides it that may be taken back.
        internal long PositionOf(DateTimeOffset instant)
        {
            if (!log._positions.TryGetValue(instant, out var position))
            {
                position = timeline.AlignedPositionOf(instant);
            }

            if (position <= now)
            {
                Used.Positions[instant] = position;
                At(position);
            }

            return position;
        }

        internal HistoryCounts At(long position)
        {
            if (!Used.Counts.TryGetValue(position, out HistoryCounts counts))
            {
                counts = log._counts.TryGetValue(position, out HistoryCounts known) ? known : at(position);
                Used.Counts[position] = counts;
            }

            return counts;
        }

        internal SloEventCounts Between(long from, long to) => CumulativeRing.Difference(At(to).Events, At(from).Events);
    }
}
