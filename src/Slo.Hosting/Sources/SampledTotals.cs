namespace Slo.Hosting.Sources;

/// <summary>
/// What the series of an observable counter stood at, from one round of samples to the next. A round counts when it is complete: one that
/// breaks off is as if it had not been. One thread at a time.
/// </summary>
internal sealed class SampledTotals
{
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private int _newcomers;
    private bool _isBegun;
    private bool _isOverflowing;

    // Every series that was ever reported is still known: one that is not known is new.
    private bool _knowsAll = true;

    internal void BeginRound()
    {
        _isOverflowing = false;
        _newcomers = _series.Values.Count(series => series.IsNew);
        foreach (Series series in _series.Values)
        {
            series.IsReported = false;
            series.Sample = null;
        }
    }

    /// <summary>One series in this round; without a total it could not be read. Measurements of the same series are added up.</summary>
    internal void Report(double? total, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = MeasuredSeries.KeyOf(tags);
        if (!_series.TryGetValue(key, out Series? series))
        {
            // As many as are kept may be new in a round: whether those before them are gone shows at its end.
            if (_newcomers >= MeasuredSeries.Maximum)
            {
                _isOverflowing = true;
                return;
            }

            _series[key] = series = new Series(MeasuredSeries.Copy(tags));
            _newcomers++;
        }

        series.IsReported = true;
        series.Sample = total is null ? series.Sample : (series.Sample ?? 0) + Math.Floor(total.Value);
    }

    /// <summary>
    /// Counts what the series grew by since the round before, in whole events. A total that fell began anew. A series that appears after
    /// the first round began at zero since; one that comes back, or may do so, begins with its first sample.
    /// </summary>
    /// <returns>Whether there were more series than are kept.</returns>
    internal bool EndRound(Action<double, KeyValuePair<string, object?>[]> count)
    {
        // Those known before keep their places.
        var surplus = _series.Values.Count(series => series.IsReported) - MeasuredSeries.Maximum;
        _isOverflowing |= Forget(series => series.IsReported && series.IsNew, surplus);
        foreach (Series series in _series.Values)
        {
            if (series.End(isBornHere: _isBegun && _knowsAll) is > 0 and { } growth)
            {
                count(growth, series.Tags);
            }
        }

        var hasForgotten = Forget(series => !series.IsReported, _series.Count - MeasuredSeries.Maximum);
        _knowsAll &= !_isOverflowing && !hasForgotten;
        _isBegun = true;
        return _isOverflowing;
    }

    private bool Forget(Func<Series, bool> which, int count)
    {
        if (count <= 0)
        {
            return false;
        }

        string[] keys = [.. _series.Where(pair => which(pair.Value)).Take(count).Select(pair => pair.Key)];
        Array.ForEach(keys, key => _series.Remove(key));
        return keys.Length > 0;
    }

    private sealed class Series(KeyValuePair<string, object?>[] tags)
    {
        private double? _last;

        internal KeyValuePair<string, object?>[] Tags => tags;

        /// <summary>Not yet in a complete round.</summary>
        internal bool IsNew { get; private set; } = true;

        internal bool IsReported { get; set; }

        internal double? Sample { get; set; }

        /// <summary>What it grew by in a round that is complete.</summary>
        internal double End(bool isBornHere)
        {
            var last = IsNew && isBornHere && Sample is not null ? 0 : _last;
            IsNew = false;
            if (Sample is not { } sample)
            {
                // Away, it may grow unseen; what could not be read keeps its place.
                _last = IsReported ? last : null;
                return 0;
            }

            _last = sample;
            return last is null ? 0 : sample >= last ? sample - last.Value : sample;
        }
    }
}
