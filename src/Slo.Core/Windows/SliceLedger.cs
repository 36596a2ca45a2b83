namespace Slo.Windows;

/// <summary>
/// The budget of an objective that counts slices of time: each slice that ends is judged once, and what it is worth joins a ring
/// of its own. Unobserved slices are not counted.
/// </summary>
/// <param name="width">The width of a slice in ticks.</param>
/// <param name="ring">Where the worth of slices is kept.</param>
/// <param name="start">Where observation began; the slice around it counts with the part that was seen.</param>
/// <param name="worth">What a slice with these events is worth.</param>
internal sealed class SliceLedger(long width, CumulativeRing ring, in Reading start, Func<SloEventCounts, SloEventCounts> worth)
{
    private long _end = ((start.Position / width) + 1) * width;
    private SloEventCounts _atStart = start.Counts;

    // Boxed, so that a reader on another thread never sees half of it.
    private volatile Worth _worth = new(default);

    internal CumulativeRing Ring => ring;

    /// <summary>What all slices so far were worth. Any thread.</summary>
    internal SloEventCounts Total => _worth.Counts;

    /// <summary>How many slices end in a stretch, its end included.</summary>
    internal long SlicesIn(long from, long to) => (to / width) - (from / width);

    /// <summary>Judges every slice that ended up to now. The events ring must have been advanced to the same reading.</summary>
    internal void Advance(CumulativeRing events, in Reading now)
    {
        for (; _end <= now.Position; _end += width)
        {
            Close(events.At(_end, now));
        }

        ring.Advance(now with { Counts = Total });
    }

    /// <summary>Passes over a gap: the slice it began in counts with what was seen of it, those inside it do not.</summary>
    internal void SkipTo(in Reading now, long observedUntil)
    {
        if (_end <= now.Position)
        {
            // A gap from the very start of a slice left nothing of it to be seen.
            if (observedUntil > _end - width || now.Counts != _atStart)
            {
                Close(now.Counts);
            }

            _end = ((now.Position / width) + 1) * width;
        }

        ring.Advance(now with { Counts = Total });
    }

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
