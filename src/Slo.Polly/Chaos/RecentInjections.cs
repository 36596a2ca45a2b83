namespace Slo.Polly.Chaos;

/// <summary>
/// Counts the faults that have not settled: those injected within the last <c>length</c>, with a resolution of a tenth of it. Not
/// thread-safe.
/// </summary>
internal sealed class RecentInjections(TimeSpan length)
{
    private readonly Queue<(TimeSpan Until, long Count)> _parts = new();
    private readonly TimeSpan _part = length / 10;
    private (TimeSpan From, long Count) _current;
    private long _sum;

    internal void Add(TimeSpan now)
    {
        if (now - _current.From >= _part)
        {
            Close(now);
        }

        _current.Count++;
        _sum++;
    }

    /// <summary>The number as of now.</summary>
    internal long CountAt(TimeSpan now)
    {
        if (now - _current.From >= _part)
        {
            Close(now);
        }

        while (_parts.TryPeek(out (TimeSpan Until, long Count) oldest) && now - oldest.Until >= length)
        {
            _sum -= oldest.Count;
            _parts.Dequeue();
        }

        return _sum;
    }

    // The last fault of a part may have been injected at the end of the part.
    private void Close(TimeSpan now)
    {
        if (_current.Count > 0)
        {
            _parts.Enqueue((now < _current.From + _part ? now : _current.From + _part, _current.Count));
        }

        _current = (now, 0);
    }
}
