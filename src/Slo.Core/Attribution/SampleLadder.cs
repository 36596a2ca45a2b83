namespace Slo.Attribution;

/// <summary>
/// Buckets of bad events: of 10 seconds for the last 40, then wider with age, about a quarter of it, for 4 days. Neighbours are merged when
/// both lie in one bucket of the width for their age, so totals are kept. Not thread-safe.
/// </summary>
/// <param name="isCompact">Whether it keeps a quarter of the events, as objectives that are compact do.</param>
internal sealed class SampleLadder(bool isCompact = false)
{
    /// <summary>The width of the finest buckets, ticks.</summary>
    internal const long Finest = 10 * TimeSpan.TicksPerSecond;

    /// <summary>Events older than this are dropped, ticks.</summary>
    internal const long Kept = 4 * TimeSpan.TicksPerDay;

    /// <summary>The events kept of each bucket of at most 160 seconds.</summary>
    internal const int FineCapacity = 128;

    /// <summary>Those of wider ones.</summary>
    internal const int CoarseCapacity = 64;

    private const long WidestFine = 16 * Finest;
    private const int Compact = 4;

    // More than a steady state needs. After an outage, the buckets of sparse events need fewer and smaller ones.
    private const int MostFree = 8;

    private readonly int _fineCapacity = isCompact ? FineCapacity / Compact : FineCapacity;
    private readonly int _coarseCapacity = isCompact ? CoarseCapacity / Compact : CoarseCapacity;
    private readonly List<SampleBucket> _buckets = [];
    private readonly Stack<SampleBucket> _free = [];
    private Dice _dice = new(0x9E3779B97F4A7C15UL);

    /// <summary>From the oldest.</summary>
    internal IReadOnlyList<SampleBucket> Buckets => _buckets;

    internal long AllocatedBytes => _buckets.Sum(bucket => bucket.AllocatedBytes) + _free.Sum(bucket => bucket.AllocatedBytes);

    /// <summary>Whether an event at a position needs a bucket that is not there yet.</summary>
    internal bool IsNew(long now) => _buckets.Count == 0 || now >= _buckets[^1].End;

    /// <summary>Begins the bucket of a position, and merges the others by their age.</summary>
    internal void Begin(long now)
    {
        SampleBucket bucket = _free.TryPop(out SampleBucket? used) ? used : new SampleBucket();
        var start = now - (now % Finest);
        bucket.Begin(start, start + Finest);
        _buckets.Add(bucket);
        DropOld(now);
        MergeByAge(now);
    }

    /// <summary>The bucket of now, and the place for one more event in it; negative: it is not kept.</summary>
    internal (SampleBucket Bucket, int Place) Add()
    {
        SampleBucket bucket = _buckets[^1];
        return (bucket, bucket.Add(_fineCapacity, ref _dice));
    }

    /// <summary>Whether the last event is so old that none is kept any more.</summary>
    internal bool IsOver(long now) => _buckets.Count == 0 || _buckets[^1].End < now - Kept;

    private static long WidthAt(long age)
    {
        var width = Finest;
        while (width * 2 <= age / 4)
        {
            width *= 2;
        }

        return width;
    }

    private void DropOld(long now)
    {
        var old = 0;
        while (old < _buckets.Count && _buckets[old].End < now - Kept)
        {
            Recycle(_buckets[old++]);
        }

        _buckets.RemoveRange(0, old);
    }

    private void MergeByAge(long now)
    {
        for (var i = _buckets.Count - 2; i > 0; i--)
        {
            (SampleBucket older, SampleBucket newer) = (_buckets[i - 1], _buckets[i]);
            var width = WidthAt(now - newer.End);
            if (older.Start / width == (newer.End - 1) / width)
            {
                older.Merge(newer, width <= WidestFine ? _fineCapacity : _coarseCapacity, ref _dice);
                _buckets.RemoveAt(i);
                Recycle(newer);
            }
        }
    }

    private void Recycle(SampleBucket bucket)
    {
        if (_free.Count < MostFree)
        {
            bucket.Shrink();
            _free.Push(bucket);
        }
    }
}
