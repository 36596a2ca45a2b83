namespace Slo.Evaluation;

/// <summary>The upper tail of a binomial distribution.</summary>
internal static class BinomialTail
{
    // Beyond it there would be too many terms, and the normal distribution is as good.
    private const double LargestVariance = 1e8;

    /// <summary>The probability of so many successes or more. Exact above the mean; below it 1, because callers do not need how much
    /// less.</summary>
    /// <param name="successes">How many at least.</param>
    /// <param name="trials">Of how many.</param>
    /// <param name="probability">Of each, in (0, 1).</param>
    internal static double AtLeast(long successes, long trials, double probability)
    {
        if (successes > trials)
        {
            return 0;
        }

        if (successes <= trials * probability)
        {
            return 1;
        }

        var variance = trials * probability * (1 - probability);
        if (variance > LargestVariance)
        {
            return SloStatistics.UpperTail((successes - 0.5 - (trials * probability)) / Math.Sqrt(variance));
        }

        // Each term by the one before it. Above the mean they only fall.
        var odds = probability / (1 - probability);
        var term = Math.Exp(SloStatistics.LogChoose(trials, successes) + (successes * Math.Log(probability))
            + ((trials - successes) * Math.Log(1 - probability)));
        double sum = 0;
        for (var k = successes; k <= trials && term > sum * 1e-17; k++)
        {
            sum += term;
            term *= (trials - k) / (double)(k + 1) * odds;
        }

        return Math.Min(sum, 1);
    }
}
