namespace Slo;

/// <summary>What guards for low traffic are worked out with, in the process and in generated rules alike.</summary>
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

    // Below 3 the series of the integral, above it the continued fraction of Mills' ratio: each to the last digits.
    private static double UpperTail(double x)
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
