namespace Slo.Anomalies;

/// <summary>
/// Scales on which the noise of counts does not depend on their size: the square root of a Poisson count and the arcsine of a binomial
/// ratio (F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial data", Biometrika 35, 1948).
/// </summary>
internal static class CountScale
{
    /// <summary>How many standard errors chance explains.</summary>
    internal const double StandardErrors = 4;

    /// <summary>The narrowest envelope of a ratio on its scale.</summary>
    internal const double NarrowestRatio = 0.02;

    /// <summary>The narrowest envelope of a count on its scale, on which chance has a standard deviation of about 1.</summary>
    internal const double NarrowestCount = 16;

    /// <summary>A ratio of 1 on its scale.</summary>
    internal const double LargestRatio = Math.PI / 2;

    internal static double OfCount(double count) => 2 * Math.Sqrt(count + 0.375);

    internal static double ToCount(double scaled) => Math.Max(0, (scaled * Math.Abs(scaled) / 4) - 0.375);

    internal static double OfRatio(double bad, double total) => Math.Asin(Math.Sqrt((bad + 0.375) / (total + 0.75)));

    internal static double ToRatio(double scaled)
    {
        var sine = Math.Sin(Math.Clamp(scaled, 0, Math.PI / 2));
        return sine * sine;
    }

    /// <summary>The variance of a ratio of so many events on its scale.</summary>
    internal static double Variance(double total) => 1 / (4 * (total + 0.5));
}
