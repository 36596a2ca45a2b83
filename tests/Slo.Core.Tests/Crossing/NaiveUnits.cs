namespace Slo.Tests.Crossing;

/// <summary>What the budget counted in a stretch of time, in exact fractions.</summary>
/// <param name="Bad">Bad events, or what slices lack.</param>
/// <param name="All">Events, or slices.</param>
/// <param name="Share">The share of what is expected that these are: below 1 where unobserved time counts as good.</param>
internal readonly record struct NaiveUnits(Rational Bad, Rational All, Rational Share)
{
    internal bool IsNone => All.Numerator.IsZero;

    /// <summary>The ratio of bad ones to the expected ones.</summary>
    internal Rational BadRatio => Bad / All * Share;

    internal Rational Compliance => 1 - (Bad / All);
}
