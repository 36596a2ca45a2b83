namespace Slo.Evaluation;

/// <summary>The lower end of Wilson's score interval: the least bad ratio that the events seen leave plausible.</summary>
internal static class WilsonBound
{
    /// <param name="bad">Bad events; a part of one where slices are budgeted by their ratio.</param>
    /// <param name="n">Events, more than none.</param>
    /// <param name="z">The normal quantile of the confidence wanted.</param>
    internal static double Lower(double bad, double n, double z)
    {
        var ratio = bad / n;
        var square = z * z;
        var centre = ratio + (square / (2 * n));
        var spread = z * Math.Sqrt((ratio * (1 - ratio) / n) + (square / (4 * n * n)));
        return Math.Max(0, (centre - spread) / (1 + (square / n)));
    }
}
