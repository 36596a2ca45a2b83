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
/// <param name="objective">What is declared when the history begins.</param>
/// <param name="state">The terms, and what is known of their edges; null: those of the objective at all times.</param>
internal sealed class TermsLog(
    Timeline timeline, long longest, SliceGrid? grid, Func<SloEventCounts, SloEventCounts>? worth, SloObjective objective,
    TermsState? state = null)
{
    // Weekly hours begin or end at least this often.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(8);

    // Made when it is asked for: most objectives have one target at all times, and no store.
    private TermsState? _state = state;
    private volatile TermsInForce? _inForce;

    /// <summary>The terms and their edges: the same object until something changes. The writer alone.</summary>
    internal TermsState State
    {
        get => _state ??= TermsState.Of(TermsTimeline.Of(objective));
        private set => _state = value;
    }

    /// <summary>The terms. The writer alone.</summary>
    internal TermsTimeline Terms => State.Terms;

    /// <summary>What follows from them; null: one target at all times, and nothing excluded. Any thread.</summary>
    internal TermsInForce? InForce => _inForce;

    /// <summary>The position at which something changes next, at the earliest. The writer alone.</summary>
    internal long NextChange { get; private set; } = long.MaxValue;

    /// <summary>Replaces the terms.</summary>
    /// <param name="next">The new ones.</param>
    /// <param name="now">The reading at which they are replaced, with the counts of the budget.</param>
    /// <param name="at">The counts at an earlier position.</param>
    internal void Replace(TermsTimeline next, (long Position, HistoryCounts Counts) now, Func<long, HistoryCounts> at)
    {
        // What changes at this very instant was counted to the event.
        State = new(
            next,
            new Dictionary<DateTimeOffset, long>(State.Positions) { [timeline.InstantOf(now.Position)] = now.Position },
            new Dictionary<long, HistoryCounts>(State.Counts) { [now.Position] = now.Counts });
        Advance(now.Position, at);
    }

    /// <summary>Takes up what has changed up to a position.</summary>
    internal void Advance(long now, Func<long, HistoryCounts> at)
    {
        DateTimeOffset instant = timeline.InstantOf(now);
        DateTimeOffset oldest = new(Math.Max(0, instant.UtcTicks - longest - Ahead.Ticks), TimeSpan.Zero);
        DateTimeOffset end = instant.AddTicks(longest + Ahead.Ticks);
        TermsTimeline terms = Terms.Since(oldest);
        if (terms.AreConstant)
        {
            (State, _inForce, NextChange) = (TermsState.Of(terms), null, long.MaxValue);
            return;
        }

        Edges edges = new(State, timeline, at, now);
        (long From, long To)[] stretches = ExcludedTime.Join(terms.Excluded(oldest, end)
            .Select(stretch => (stretch.From <= oldest ? long.MinValue : edges.PositionOf(stretch.From), edges.PositionOf(stretch.To))));
        ExcludedTime excluded = new(stretches, grid);
        List<(DateTimeOffset Since, decimal TargetRatio)> all = terms.Targets(oldest, instant + Ahead);
        List<(long Position, long Parts)> targets =
        [
            (long.MinValue, Parts(all[0].TargetRatio)),
            .. all.Skip(1).Select(target => (edges.PositionOf(target.Since), Parts(target.TargetRatio))),
        ];
        SortedSet<long> marks =
        [
            .. targets.Select(target => target.Position),
            .. stretches.Concat(excluded.Slices).SelectMany(stretch => new[] { stretch.From, stretch.To }),
            .. excluded.PartialSlices.Select(slice => slice.To),
        ];
        _inForce = new(
            new Stretches(Build(marks, targets, excluded, edges), Parts(terms.Declared[^1].TargetRatio)), excluded,
            all.FindLast(target => target.Since <= instant).TargetRatio);
        NextChange = marks.Where(mark => mark > now).Append(now + Ahead.Ticks / 2).Min();
        State = new(terms, edges.Used.Positions, edges.Used.Counts);
    }

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
    private sealed class Edges(TermsState known, Timeline timeline, Func<long, HistoryCounts> at, long now)
    {
        internal long Now => now;

        internal (Dictionary<DateTimeOffset, long> Positions, Dictionary<long, HistoryCounts> Counts) Used { get; } = ([], []);

        // A position of the past stays where it was, also if the clock is set. Its counts are read while they are fine, also where
        // another stretch hides it that may be taken back.
        internal long PositionOf(DateTimeOffset instant)
        {
            if (!known.Positions.TryGetValue(instant, out var position))
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
                counts = known.Counts.TryGetValue(position, out HistoryCounts read) ? read : at(position);
                Used.Counts[position] = counts;
            }

            return counts;
        }

        internal SloEventCounts Between(long from, long to) => CumulativeRing.Difference(At(to).Events, At(from).Events);
    }
}
