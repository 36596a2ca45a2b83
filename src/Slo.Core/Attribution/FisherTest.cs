namespace Slo.Attribution;

/// <summary>Fisher's exact test, one-sided. It holds for small counts too, and depends on nothing but the four numbers.</summary>
/// <param name="maximum">The largest sum of both sample sizes.</param>
internal sealed class FisherTest(int maximum)
{
    private readonly double[] _logFactorials = LogFactorials(maximum);

    /// <summary>
    /// P(X &gt;= now) for X hypergeometric: how probable it is that so many of the hits are now, if each is as probable now as before.
    /// </summary>
    /// <param name="now">Hits now, in [0, nowTotal].</param>
    /// <param name="nowTotal">The sample now.</param>
    /// <param name="before">Hits before, in [0, beforeTotal].</param>
    /// <param name="beforeTotal">The sample before.</param>
    internal double PValue(int now, int nowTotal, int before, int beforeTotal)
    {
        (var hits, var all) = (now + before, nowTotal + beforeTotal);
        var whole = LogChoose(all, hits);
        double sum = 0;
        for (var k = now; k <= Math.Min(hits, nowTotal); k++)
        {
            var term = Math.Exp(LogChoose(nowTotal, k) + LogChoose(beforeTotal, hits - k) - whole);
            sum += term;
            if (term < sum * 1e-12)
            {
                break;
            }
        }

        return Math.Min(1, sum);
    }

    private double LogChoose(int n, int k) => k < 0 || k > n
        ? double.NegativeInfinity : _logFactorials[n] - _logFactorials[k] - _logFactorials[n - k];

    private static double[] LogFactorials(int maximum)
    {
        var logs = new double[maximum + 1];
        for (var i = 2; i <= maximum; i++)
        {
            logs[i] = logs[i - 1] + Math.Log(i);
        }

        return logs;
    }
}
