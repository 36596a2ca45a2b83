using System.Numerics;

namespace Slo.Tests.Canary;

/// <summary>Probabilities by counting, for few events.</summary>
internal static class CanaryOracle
{
    /// <summary>The probability of each number of bad events of the canary, if both are equally bad.</summary>
    internal static double[] Hypergeometric(int baseline, int canary, int bad)
    {
        var ways = new double[bad + 1];
        BigInteger all = Choose(baseline + canary, bad);
        for (var x = 0; x <= bad; x++)
        {
            ways[x] = Math.Exp(BigInteger.Log(Choose(canary, x)) + BigInteger.Log(Choose(baseline, bad - x)) - BigInteger.Log(all));
        }

        return ways;
    }

    internal static double[] Binomial(int count, double probability)
    {
        double[] chances = [1];
        for (var i = 0; i < count; i++)
        {
            chances = Sum(chances, [1 - probability, probability]);
        }

        return chances;
    }

    /// <summary>The distribution of the sum of two independent numbers.</summary>
    internal static double[] Sum(double[] one, double[] other)
    {
        var sum = new double[one.Length + other.Length - 1];
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = 0; j < other.Length; j++)
            {
                sum[i + j] += one[i] * other[j];
            }
        }

        return sum;
    }

    private static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n)
        {
            return 0;
        }

        BigInteger ways = 1;
        for (var i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
