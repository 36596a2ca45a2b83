namespace Slo.Attribution;

/// <summary>Values that bad events may have in common, measured.</summary>
/// <param name="Values">The values.</param>
/// <param name="PValue">See <see cref="SloContributor.PValue"/>.</param>
/// <param name="ShareNow">Their share of the bad events now.</param>
/// <param name="ShareBefore">Before, with half an event added.</param>
internal sealed record Candidate(Conjunction Values, double PValue, double ShareNow, double ShareBefore)
{
    /// <summary>
    /// The share of the bad events now that would not be there if these values had risen only as all others did:
    /// (now - before) / (1 - before). 0 for an even rise, whatever its size.
    /// </summary>
    internal double Attributable => (ShareNow - ShareBefore) / (1 - ShareBefore);

    /// <summary>The same if it must stand out by another measure too.</summary>
    internal Candidate AlsoBy(Candidate other) => this with
    {
        PValue = Math.Max(PValue, other.PValue),
        ShareBefore = Math.Max(ShareBefore, other.ShareBefore),
    };
}
