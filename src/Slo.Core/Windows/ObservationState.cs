namespace Slo.Windows;

/// <summary>Which time was observed. Immutable.</summary>
/// <param name="Origin">Where observation began.</param>
/// <param name="Gaps">What was not observed since, in order.</param>
internal sealed record ObservationState(long Origin, IReadOnlyList<(long From, long To)> Gaps)
{
    /// <summary>What both say, of which the next one knows nothing before a position.</summary>
    internal ObservationState Append(ObservationState next, long since)
    {
        Observation both = new(this);
        (long From, long To)[] later = next.Origin > since ? [(since, next.Origin), .. next.Gaps] : [.. next.Gaps];
        foreach ((long from, long to) in later)
        {
            both.AddGap(from, to);
        }

        return both.Capture();
    }

    /// <summary>The same where a stretch was observed after all.</summary>
    internal ObservationState With(long from, long to)
    {
        Observation filled = new(Origin);
        foreach ((long gapFrom, long gapTo) in Gaps)
        {
            if (Math.Min(gapTo, from) is var before && before > gapFrom)
            {
                filled.AddGap(gapFrom, before);
            }

            if (Math.Max(gapFrom, to) is var after && after < gapTo)
            {
                filled.AddGap(after, gapTo);
            }
        }

        return filled.Capture();
    }
}
