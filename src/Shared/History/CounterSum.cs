namespace Slo.Shared.History;

/// <summary>
/// What several counters counted from one sample to the next, together. Each series is taken by itself: a value below the one before it
/// began at 0 again. The first value of a series counts nothing, as with <c>increase()</c> of Prometheus. A series that was missing for a
/// while counts what it has more when it returns.
/// </summary>
internal sealed class CounterSum
{
    private readonly Dictionary<string, double> _last = new(StringComparer.Ordinal);

    /// <summary>Takes the next value of a series, and gives its increase.</summary>
    internal double Next(string series, double value)
    {
        var increase = _last.TryGetValue(series, out var before) ? value < before ? value : value - before : 0;
        _last[series] = value;
        return increase;
    }
}
