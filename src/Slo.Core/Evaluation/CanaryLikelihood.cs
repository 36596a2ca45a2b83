namespace Slo.Evaluation;

/// <summary>The likelihood ratios of one batch of events of two cohorts.</summary>
internal static class CanaryLikelihood
{
    // Beyond it the bound of the binomial distribution is as good, and cheaper.
    private const int MostExact = 64;

    /// <summary>
    /// The logarithm of r^x / E[r^x], where x of the bad events are the canary's, and the expectation is that of an equally bad canary: the
    /// likelihood ratio of odds that are r times as bad. Its expectation is 1 (at most 1 with many bad events) for an equally bad canary.
    /// </summary>
    /// <param name="baseline">The events of the baseline in the batch.</param>
    /// <param name="canary">The events of the canary.</param>
    /// <param name="factor">r, above 1.</param>
    internal static double LogOfWorse(SloEventCounts baseline, SloEventCounts canary, double factor)
    {
        var bad = baseline.Bad + canary.Bad;
        var share = canary.Total / (double)(canary.Total + baseline.Total);
        var logMean = bad > 1 && bad <= MostExact ? LogMean(baseline.Total, canary.Total, (int)bad, factor) : double.NaN;

        // A sum of draws without replacement is dominated, in convex order, by one with replacement (Hoeffding 1963).
        return (canary.Bad * Math.Log(factor)) - (double.IsFinite(logMean) ? logMean : bad * Math.Log(1 - share + (share * factor)));
    }

    /// <summary>The logarithm of the likelihood ratio of a share of bad events against the limit; its expectation is at most 1 for any
    /// share up to the limit.</summary>
    internal static double LogOfShare(SloEventCounts canary, double share, double limit) =>
        (canary.Bad * Math.Log(share / limit)) + (canary.Good * Math.Log((1 - share) / (1 - limit)));

    // E[r^x] of the hypergeometric distribution: each term by the one before it, from the least x on.
    private static double LogMean(long baseline, long canary, int bad, double factor)
    {
        var least = Math.Max(0, bad - baseline);
        var most = Math.Min(bad, canary);
        (double term, double power, double sum, double weighted) = (1, 1, 0, 0);
        for (var x = least; x <= most; x++)
        {
            sum += term;
            weighted += term * power;
            term *= (bad - x) * (double)(canary - x) / ((x + 1) * (double)(baseline - bad + x + 1));
            power *= factor;
        }

        return Math.Log(weighted / sum) + (least * Math.Log(factor));
    }
}
