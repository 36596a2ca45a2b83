namespace Slo.Attribution;

/// <summary>The good events of a time by the values of one dimension, where the objective counts them anyway: by its groups and
/// cohorts.</summary>
internal sealed class GoodShares
{
    /// <summary>So many at most stand for all of them in a test. More would make very small differences significant.</summary>
    internal const int MostEffective = 1_000;

    private const double LeastKnownRatio = 0.95;

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

    /// <summary>The shares, if these are nearly all events; else null, because they may be others than those of all.</summary>
    /// <param name="copy">Gives the values their numbers.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="counts">The events of each value; of one value there may be several.</param>
    /// <param name="total">All events.</param>
    /// <param name="since">Where the part of the time begins of which they are known; null: all of it.</param>
    internal static GoodShares? Of(
        BadEventsCopy copy, int dimension, IReadOnlyList<(string Name, SloEventCounts Events)> counts, long total, long? since)
    {
        var good = counts.Sum(one => one.Events.Good);
        return good > 0 && counts.Sum(one => one.Events.Total) >= LeastKnownRatio * total
            ? new(counts.Select(one => (copy.NumberOf(dimension, one.Name), one.Events.Good)), good, since) : null;
    }

    /// <summary>Where the part of the time begins of which they are known: bad events from then on are compared with them. Null: all of
    /// it.</summary>
    internal long? Since { get; }

    /// <summary>How many events stand for all.</summary>
    internal int Effective { get; }

    internal double ShareOf(byte number) => _shares[number];
}
