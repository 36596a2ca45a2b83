namespace Slo.Evaluation;

/// <summary>How far to the right of the mean a share of a normal distribution ends: 1.6449 for 95 %.</summary>
internal static class NormalQuantile
{
    /// <summary>By bisection; called once for a definition.</summary>
    /// <param name="share">From 0.5 to below 1.</param>
    internal static double Of(double share)
    {
        double low = 0;
        double high = 8;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle) < share)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }

    // 1/2 + density(x) x (x + x^3/3 + x^5/15 + ...): every term is positive, so nothing cancels.
    private static double Cumulative(double x)
    {
        var term = x;
        var sum = x;
        for (var odd = 3; term > sum * 1e-17; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
