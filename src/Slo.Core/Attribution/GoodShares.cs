namespace Slo.Attribution;

/// <summary>The good events of a time by the values of one dimension, where the objective counts them anyway: by its groups and
/// cohorts.</summary>
internal sealed class GoodShares
{
    /// <summary>So many at most stand for all of them in a test. More would make very small differences significant.</summary>
    internal const int MostEffective = 1_000;

    private readonly double[] _shares = new double[256];

    /// <param name="good">How many good events each value has, by its number; all that are known together are the whole.</param>
    /// <param name="total">The good events of all values, also of those without a number.</param>
    /// <param name="since">Where the part of the time begins of which they are known; null: all of it.</param>
    internal GoodShares(IEnumerable<(byte Number, long Good)> good, long total, long? since)
    {
        Since = since;
        foreach ((var number, var count) in good)
        {
            _shares[number] += (double)count / total;
        }

        Effective = (int)Math.Min(total, MostEffective);
    }

    /// <summary>Where the part of the time begins of which they are known: bad events from then on are compared with them. Null: all of
    /// it.</summary>
    internal long? Since { get; }

    /// <summary>How many events stand for all.</summary>
    internal int Effective { get; }

    internal double ShareOf(byte number) => _shares[number];
}
