namespace Slo.Windows;

/// <summary>Which time was observed at all: since when, and with which gaps. One writer, any number of readers.</summary>
internal sealed class Observation(long origin)
{
    private const int MaximumGaps = 64;

    private volatile (long From, long To)[] _gaps = [];

    /// <summary>Continues from a state.</summary>
    internal Observation(ObservationState state)
        : this(state.Origin) => _gaps = [.. state.Gaps];

    /// <summary>Which time was observed so far.</summary>
    internal ObservationState Capture() => new(origin, _gaps);

    internal void AddGap(long from, long to)
    {
        (long From, long To)[] gaps = _gaps is [.. var before, var last] && last.To == from
            ? [.. before, (last.From, to)] : [.. _gaps, (from, to)];
        if (gaps.Length > MaximumGaps)
        {
            // The two oldest become one, and the time between them counts as unobserved: coverage errs on the low side.
            gaps = [(gaps[0].From, gaps[1].To), .. gaps[2..]];
        }

        _gaps = gaps;
    }

    internal bool HasGaps => _gaps.Length > 0;

    /// <summary>Since when everything was observed.</summary>
    internal long UnbrokenSince => _gaps is { Length: > 0 } gaps ? gaps[^1].To : origin;

    /// <summary>The share of a window that was observed, in [0, 1].</summary>
    internal double Coverage(long from, long to) =>
        from >= UnbrokenSince && to > origin ? 1 : to <= from ? to > origin ? 1 : 0 : (double)Observed(from, to) / (to - from);

    /// <summary>How much of a stretch was observed.</summary>
    internal long Observed(long from, long to)
    {
        var observed = Math.Max(0, to - Math.Max(from, origin));
        foreach ((long gapFrom, long gapTo) in _gaps)
        {
            observed -= Math.Max(0, Math.Min(to, gapTo) - Math.Max(Math.Max(from, origin), gapFrom));
        }

        return Math.Clamp(observed, 0, to - from);
    }

    /// <summary>Whether some of this stretch was observed.</summary>
    internal bool IsObserved(long from, long to) => Coverage(from, to) > 0;
}
