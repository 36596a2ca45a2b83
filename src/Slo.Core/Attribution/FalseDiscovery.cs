namespace Slo.Attribution;

/// <summary>The procedure of Benjamini and Hochberg.</summary>
internal static class FalseDiscovery
{
    /// <summary>
    /// The largest p-value that is accepted: the largest p(i) of the sorted ones that is at most i q / m; negative: none. So at most the
    /// share <paramref name="rate"/> of what is accepted is expected to be false.
    /// </summary>
    /// <param name="pValues">Of all candidates that were looked at.</param>
    /// <param name="rate">q, in (0, 1).</param>
    internal static double Threshold(IReadOnlyCollection<double> pValues, double rate)
    {
        var threshold = -1.0;
        var rank = 0;
        foreach (var pValue in pValues.Order())
        {
            rank++;
            if (pValue <= rank * rate / pValues.Count)
            {
                threshold = pValue;
            }
        }

        return threshold;
    }
}
