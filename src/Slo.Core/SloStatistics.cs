namespace Slo;

/// <summary>
/// What guards for low traffic are worked out with, in the process and in generated rules alike, and the test of two shares of bad events.
/// </summary>
public static class SloStatistics
{
    /// <summary>How many standard deviations a one-sided confidence is worth: 1.645 for 95 %.</summary>
    /// <param name="confidence">From 0.5 to below 1.</param>
    public static double NormalQuantile(double confidence)
    {
        (double low, double high) = (0, 40);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = UpperTail(middle) > 1 - confidence ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// The probability that the first of two groups of events has so many bad ones, or more, if both are equally bad: Fisher's exact test,
    /// one-sided. Small: the first one is worse. Exact for any counts, also for few; it costs at most as many steps as there are bad
    /// events.
    /// </summary>
    /// <param name="first">Events of the first group.</param>
    /// <param name="second">Events of the second group.</param>
    /// <returns>From 0 to 1; 1 where a group has no events.</returns>
    public static double ChanceOfAsManyBad(SloEventCounts first, SloEventCounts second)
    {
        (long own, long bad, long all) = (first.Total, first.Bad + second.Bad, first.Total + second.Total);
        if (own <= 0 || all == own || first.Bad * (double)all <= bad * (double)own)
        {
            // Not worse than expected: more than a half. The exact value is not needed.
            return own <= 0 || all == own || first.Bad == 0 ? 1 : Tail(first.Bad, own, bad, all, downwards: true);
        }

        return Tail(first.Bad, own, bad, all, downwards: false);
    }

    // The sum over a hypergeometric distribution, from its smaller side: each term by the one before it, until none counts any more.
    private static double Tail(long from, long own, long bad, long all, bool downwards)
    {
        var least = Math.Max(0, own + bad - all);
        var most = Math.Min(own, bad);
        var k = downwards ? from - 1 : from;
        if (k < least)
        {
            return 1;
        }

        var term = Math.Exp(LogChoose(bad, k) + LogChoose(all - bad, own - k) - LogChoose(all, own));
        double sum = 0;
        while (k >= least && k <= most && term > sum * 1e-17)
        {
            sum += term;
            term *= downwards
                ? (double)k * (all - bad - own + k) / ((double)(bad - k + 1) * (own - k + 1))
                : (double)(bad - k) * (own - k) / ((double)(k + 1) * (all - bad - own + k + 1));
            k += downwards ? -1 : 1;
        }

        return Math.Clamp(downwards ? 1 - sum : sum, 0, 1);
    }

    /// <summary>The logarithm of n over k.</summary>
    internal static double LogChoose(long n, long k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    // Stirling's series, to the last digits from 20 on.
    private static double LogFactorial(long n)
    {
        double shift = 0;
        double x = n + 1;
        for (; x < 20; x++)
        {
            shift -= Math.Log(x);
        }

        var inverse = 1 / (x * x);
        var series = ((((-1.0 / 1680 * inverse) + (1.0 / 1260)) * inverse) - (1.0 / 360)) * inverse;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + ((series + (1.0 / 12)) / x);
    }

    /// <summary>The probability of a standard normal value above x.</summary>
    // Below 3 the series of the integral, above it the continued fraction of Mills' ratio: each to the last digits.
    internal static double UpperTail(double x)
    {
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < 3)
        {
            (double sum, double term) = (x, x);
            for (var n = 3; n < 200; n += 2)
            {
                term *= x * x / n;
                sum += term;
            }

            return 0.5 - (density * sum);
        }

        double fraction = 0;
        for (var n = 100; n > 0; n--)
        {
            fraction = n / (x + fraction);
        }

        return density / (x + fraction);
    }
}
