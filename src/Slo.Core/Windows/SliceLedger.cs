namespace Slo.Windows;

/// <summary>
/// The budget of an objective that counts slices of time: each slice that ends is judged once, and what it is worth joins a ring
/// of its own. Unobserved slices are not counted.
/// </summary>
/// <param name="grid">Where slices end.</param>
/// <param name="ring">Where the worth of slices is kept.</param>
/// <param name="start">Where observation began; the slice around it counts with the part that was seen.</param>
/// <param name="worth">What a slice with these events is worth.</param>
internal sealed class SliceLedger(SliceGrid grid, CumulativeRing ring, in Reading start, Func<SloEventCounts, SloEventCounts> worth)
{
    private long _end = grid.EndOf(start.Position);
    private SloEventCounts _atStart = start.Counts;
    private long _lastPosition = start.Position;

    // Boxed, so that a reader on another thread never sees half of it.
    private volatile Worth _worth = new(default);

    /// <summary>Continues from the state of another ledger.</summary>
    /// <param name="grid">Where slices end.</param>
    /// <param name="ring">The worth of the slices that had ended.</param>
    /// <param name="state">What the other ledger held.</param>
    /// <param name="worth">What a slice with these events is worth.</param>
    internal SliceLedger(SliceGrid grid, CumulativeRing ring, SliceLedgerState state, Func<SloEventCounts, SloEventCounts> worth)
        : this(grid, ring, new Reading(state.LastPosition, state.AtStart), worth)
    {
        _end = state.End;
        _worth = new Worth(state.Worth);
    }

    internal CumulativeRing Ring => ring;

    /// <summary>What it holds. The writer alone.</summary>
    internal SliceLedgerState Capture(long since) => new(ring.Capture(since), _end, _atStart, _lastPosition, Total);

    /// <summary>What all slices so far were worth. Any thread.</summary>
    internal SloEventCounts Total => _worth.Counts;

    /// <summary>How many slices end in a stretch, its end included.</summary>
    internal long SlicesIn(long from, long to) => grid.EndsIn(from, to);

    /// <summary>Judges every slice that ended up to now. The events ring must have been advanced to the same reading.</summary>
    internal void Advance(CumulativeRing events, in Reading now)
    {
        while (_end <= now.Position)
        {
            // What was counted since the last tick came, as far as is known, before the end of a slice, and not after it: a period must
            // not begin with what was counted in the one before. A tick that is later than a slice is divided among its slices, of a
            // period that has ended among those of that period.
            var next = grid.EndOf(_end);
            var isOne = next > now.Position && grid.StartOf(_end - 1) <= _lastPosition;
            Close(isOne || BeganSince(_end, now) ? now.Counts : events.At(_end, now));
            _end = next;
        }

        ring.Advance(now with { Counts = Total });
        _lastPosition = now.Position;
    }

    /// <summary>Where the slice starts that has not ended yet.</summary>
    internal long OpenSince => grid.StartOf(_end - 1);

    /// <summary>Passes over a gap: the slice it began in counts with what was seen of it, those inside it do not.</summary>
    /// <param name="now">The reading after the gap.</param>
    /// <param name="isSeen">Whether any of the slice it began in was observed. If not, it does not count, whatever was counted.</param>
    internal void SkipTo(in Reading now, bool isSeen)
    {
        if (_end <= now.Position)
        {
            if (isSeen)
            {
                Close(now.Counts);
            }

            _atStart = now.Counts;
            _end = grid.EndOf(now.Position);
        }

        ring.Advance(now with { Counts = Total });
        _lastPosition = now.Position;
    }

    /// <summary>How events that became known late change what the ended slices are worth.</summary>
    /// <param name="events">The events without them.</param>
    /// <param name="now">The last reading of the events.</param>
    /// <param name="late">Those events.</param>
    /// <param name="observation">Which time was observed, with that of those events.</param>
    internal LateEvents Changes(CumulativeRing events, Reading now, LateEvents late, Observation observation)
    {
        SortedDictionary<long, SloEventCounts> changes = [];
        Reading worthNow = now with { Counts = Total };
        foreach ((long from, long to, _) in late.Steps)
        {
            for (var start = grid.StartOf(from); start < Math.Min(to, OpenSince); start = grid.EndOf(start))
            {
                var end = grid.EndOf(start);
                SloEventCounts counted = events.At(end, now) + late.Until(end) - events.At(start, now) - late.Until(start);
                SloEventCounts before = ring.At(end, worthNow) - ring.At(start, worthNow);
                changes[end] = (observation.Observed(start, end) > 0 ? worth(counted) : default) - before;
            }
        }

        return new([.. changes.Select(change => (change.Key - 1, change.Key, change.Value))]);
    }

    // Whether the period around now began since the last tick, and not after this position.
    private bool BeganSince(long end, in Reading now) =>
        grid.PeriodStart(now.Position) is var start && start > _lastPosition && end >= start;

    private void Close(SloEventCounts atEnd)
    {
        // The worth arrives at the very end of the slice: no straight line may smear it over the slice.
        ring.Advance(new Reading(_end - 1, Total));
        SloEventCounts slice = worth(CumulativeRing.Difference(atEnd, _atStart));
        _worth = new Worth(new SloEventCounts(Total.Good + slice.Good, Total.Bad + slice.Bad));
        _atStart = atEnd;
        ring.Advance(new Reading(_end, Total));
    }

    private sealed record Worth(SloEventCounts Counts);
}
