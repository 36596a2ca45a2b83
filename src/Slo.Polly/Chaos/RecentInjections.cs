namespace Slo.Polly.Chaos;

/// <summary>
/// How many faults were injected of which it is not known yet whether they cost an event: those of the last stretch of time, to a tenth of
/// it. One thread at a time.
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

    // The last of a part may have been injected at its very end.
    private void Close(TimeSpan now)
    {
        if (_current.Count > 0)
        {
            _parts.Enqueue((now < _current.From + _part ? now : _current.From + _part, _current.Count));
        }

        _current = (now, 0);
    }
}
