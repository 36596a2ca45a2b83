namespace Slo.Attribution;

/// <summary>Sampled events, with how many each stands for.</summary>
internal sealed class WeightedEvents
{
    internal WeightedEvents(IReadOnlyList<(BadEvent Event, long At, double Weight)> events)
    {
        All = events;
        Total = events.Sum(one => one.Weight);
        var squares = events.Sum(one => one.Weight * one.Weight);
        Effective = squares == 0 ? 0 : (int)Math.Round(Total * Total / squares);
    }

    internal IReadOnlyList<(BadEvent Event, long At, double Weight)> All { get; }

    /// <summary>How many events they stand for.</summary>
    internal double Total { get; }

    /// <summary>The size of an unweighted sample that is as precise (Kish): the square of the sum over the sum of squares.</summary>
    internal int Effective { get; }

    internal double Sum(Conjunction values)
    {
        (var pattern, var mask) = (values.Pattern, values.Mask);
        double sum = 0;
        foreach ((BadEvent one, _, var weight) in All)
        {
            if (one.Values.Matches(pattern, mask))
            {
                sum += weight;
            }
        }

        return sum;
    }

    internal double ShareOf(double weight) => Total == 0 ? 0 : weight / Total;

    internal WeightedEvents With(Conjunction values) => new([.. All.Where(one => values.Has(one.Event.Values))]);

    internal WeightedEvents Since(long position) => new([.. All.Where(one => one.At >= position)]);

    internal WeightedEvents Without(Conjunction values) => new([.. All.Where(one => !values.Has(one.Event.Values))]);

    /// <summary>The weight of each value of a dimension, by its number.</summary>
    internal double[] ByValue(int dimension)
    {
        var sums = new double[256];
        foreach ((BadEvent one, _, var weight) in All)
        {
            sums[one.Values[dimension]] += weight;
        }

        return sums;
    }
}
