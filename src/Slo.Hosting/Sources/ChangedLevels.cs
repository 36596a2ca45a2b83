using System.Collections.Concurrent;

namespace Slo.Hosting.Sources;

/// <summary>
/// The levels of an up-down counter, by series. Where room is needed, those that stand at zero leave: they can begin again without loss.
/// Once none of them does, no series comes in any more, since the changes of one that was turned away are not known.
/// </summary>
internal sealed class ChangedLevels
{
    private readonly ConcurrentDictionary<string, Level> _levels = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile bool _isFull;

    internal IEnumerable<(double Value, KeyValuePair<string, object?>[] Tags)> All =>
        _levels.Select(pair => (pair.Value.Value, pair.Value.Tags));

    /// <returns>Whether the series is kept.</returns>
    internal bool TryChange(double by, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = MeasuredSeries.KeyOf(tags);
        while (true)
        {
            if (!_levels.TryGetValue(key, out Level? level) && (level = Begin(key, tags)) is null)
            {
                return false;
            }

            // One that has left in the meantime takes no change: it begins again.
            if (level.TryChange(by))
            {
                return true;
            }
        }
    }

    private Level? Begin(string key, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_isFull)
        {
            return null;
        }

        // The app's own values are asked for their texts before the lock is taken.
        Level level = new(MeasuredSeries.Copy(tags));
        lock (_gate)
        {
            if (_levels.TryGetValue(key, out Level? other))
            {
                return other;
            }

            if (_levels.Count >= MeasuredSeries.Maximum)
            {
                MakeRoom();
            }

            _isFull = _levels.Count >= MeasuredSeries.Maximum;
            return _isFull ? null : _levels.GetOrAdd(key, level);
        }
    }

    private void MakeRoom()
    {
        foreach ((var key, Level level) in _levels)
        {
            if (level.TryLeave())
            {
                _levels.TryRemove(key, out _);
            }
        }
    }

    private sealed class Level(KeyValuePair<string, object?>[] tags)
    {
        private readonly Lock _gate = new();
        private double _value;
        private bool _hasLeft;

        internal KeyValuePair<string, object?>[] Tags => tags;

        internal double Value
        {
            get
            {
                lock (_gate)
                {
                    return _value;
                }
            }
        }

        internal bool TryChange(double by)
        {
            lock (_gate)
            {
                _value += _hasLeft ? 0 : by;
                return !_hasLeft;
            }
        }

        internal bool TryLeave()
        {
            lock (_gate)
            {
                return _hasLeft = _value == 0;
            }
        }
    }
}
