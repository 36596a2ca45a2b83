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
}
