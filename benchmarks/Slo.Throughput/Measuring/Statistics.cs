namespace Slo.Throughput.Measuring;

internal static class Statistics
{
    internal static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <summary>The value at a share of the sorted values, between two of them where it falls between; NaN values are left out.</summary>
    internal static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
