namespace Slo.Tests.Properties;

/// <summary>
/// The oracle: a plain list of events and of evaluations. The counts of a window are a naive sum, between two bounds:
/// <para>An event is known to lie before an evaluation that followed it, and after the one before that; when in between, cannot be
/// say. So the events up to a position are known exactly where the first evaluation at that very position was, and else only to lie
/// between those of the evaluations around it.</para>
/// <para>A window's old edge is exact to one slice of the tier that answers it: so the answer may lie anywhere between the counts at
/// the two ends of that slice. Where both are the same, because the edge is on a boundary that was evaluated, or because nothing
/// happened in the slice, the answer must be exactly that.</para>
/// </summary>
internal sealed class NaiveHistory(long origin)
{
    private readonly List<SloEventCounts> _events = [];
    private readonly List<(long Position, int Events)> _evaluations = [(origin, 0)];
    private readonly List<(long From, long To)> _gaps = [];

    internal SloEventCounts Total => Sum(_events.Count);

    internal void Record(long good, long bad) => _events.Add(new SloEventCounts(good, bad));

    internal void Evaluate(long observedUntil, long position)
    {
        _evaluations.Add((observedUntil, _events.Count));
        if (position > observedUntil)
        {
            _evaluations.Add((position, _events.Count));
            _gaps.Add((observedUntil, position));
        }
    }

    /// <summary>The least and the most that may have been counted up to a position, if asked with slices of this width.</summary>
    internal (SloEventCounts Least, SloEventCounts Most) UpTo(long position, long width)
    {
        // Nothing is counted before the beginning, however coarsely it is kept.
        if (position <= origin)
        {
            return default;
        }

        // The newest slice has no end yet: it reaches from the last boundary that was evaluated until now.
        var start = Math.Min(position, _evaluations[^1].Position) / width * width;
        var end = (position + width - 1) / width * width;
        return (Sum(EvaluatedUpTo(start)), Sum(CountedBy(end)));
    }

    /// <summary>The least and the most that a window up to now may hold.</summary>
    internal (SloEventCounts Least, SloEventCounts Most) Window(long now, long window, long width)
    {
        (SloEventCounts least, SloEventCounts most) = UpTo(now - window, width);
        return (Total - most, Total - least);
    }

    internal double Coverage(long from, long to) => (double)Observed(from, to) / (to - from);

    /// <summary>How much of a stretch was observed.</summary>
    internal long Observed(long from, long to)
    {
        var observed = Math.Max(0, to - Math.Max(from, origin));
        foreach ((long gapFrom, long gapTo) in _gaps)
        {
            observed -= Math.Max(0, Math.Min(gapTo, to) - Math.Max(gapFrom, Math.Max(from, origin)));
        }

        return observed;
    }

    // How many events are surely before this position: those of the last evaluation up to it; of several at it, the first.
    private int EvaluatedUpTo(long position)
    {
        var last = _evaluations.FindLastIndex(evaluation => evaluation.Position <= position);
        return last < 0 ? 0 : _evaluations.Find(evaluation => evaluation.Position == _evaluations[last].Position).Position == position
            ? _evaluations.Find(evaluation => evaluation.Position == position).Events
            : _evaluations[last].Events;
    }

    // How many events may be before it: those of the first evaluation at or after it, or all.
    private int CountedBy(long position)
    {
        var first = _evaluations.FindIndex(evaluation => evaluation.Position >= position);
        return first < 0 ? _events.Count : _evaluations[first].Events;
    }

    private SloEventCounts Sum(int events)
    {
        SloEventCounts sum = default;
        foreach (SloEventCounts counted in _events[..events])
        {
            sum = new SloEventCounts(sum.Good + counted.Good, sum.Bad + counted.Bad);
        }

        return sum;
    }
}
