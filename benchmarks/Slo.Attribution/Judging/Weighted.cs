namespace Slo.AttributionJudge.Judging;

/// <summary>Draws an index with given probabilities.</summary>
public sealed class Weighted
{
    private readonly double[] _until;

    public Weighted(double[] weights)
    {
        _until = new double[weights.Length];
        double sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            _until[i] = sum;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            _until[i] /= sum;
        }

        Shares = [.. weights.Select(weight => weight / sum)];
    }

    public double[] Shares { get; }

    public int Next(Random random)
    {
        var found = Array.BinarySearch(_until, random.NextDouble());
        return Math.Min(found < 0 ? ~found : found, _until.Length - 1);
    }
}
