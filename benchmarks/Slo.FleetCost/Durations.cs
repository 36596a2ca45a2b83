using System.Collections.Concurrent;
using System.Globalization;

namespace Slo.FleetCost;

/// <summary>Durations and their percentiles.</summary>
internal sealed class Durations
{
    private readonly ConcurrentBag<TimeSpan> _all = [];

    internal int Count => _all.Count;

    internal void Add(TimeSpan duration) => _all.Add(duration);

    internal string Shown => string.Create(CultureInfo.InvariantCulture, $"{At(0.5):0.0} / {At(0.99):0.0} / {At(1):0.0} ms");

    private double At(double share)
    {
        TimeSpan[] sorted = [.. _all.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))].TotalMilliseconds;
    }
}
