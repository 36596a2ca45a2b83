namespace Slo.Attribution;

/// <summary>The bad events of one stretch of time: their exact number, and a uniform sample of them.</summary>
internal sealed class SampleBucket
{
    private const int Smallest = 8;

    private BadEvent[] _events = [];

    /// <summary>Where it starts: a multiple of its width.</summary>
    internal long Start { get; set; }

    /// <summary>Where it ends.</summary>
    internal long End { get; set; }

    /// <summary>How many events it had.</summary>
    internal long Count { get; private set; }

    internal int Sampled { get; private set; }

    internal Span<BadEvent> Events => _events.AsSpan(0, Sampled);

    internal long AllocatedBytes => ((long)_events.Length * BadEvent.Size) + 64;

    /// <summary>Before it is used again: gives back room that its last events did not need.</summary>
    internal void Shrink()
    {
        if (Sampled * 4 < _events.Length)
        {
            _events = [];
        }
    }

    internal void Begin(long start, long end)
    {
        (Start, End, Count, Sampled) = (start, end, 0, 0);
    }

    /// <summary>The place for one more event, by reservoir sampling: each event is kept with the same probability.</summary>
    /// <returns>Negative: it is counted and not kept.</returns>
    internal int Add(int capacity, ref Dice dice)
    {
        Count++;
        if (Sampled < capacity)
        {
            Reserve(Sampled + 1, capacity);
            return Sampled++;
        }

        var place = dice.Next(Count);
        return place < capacity ? (int)place : -1;
    }

    /// <summary>Counts events of which nothing else is known.</summary>
    internal void AddUnknown(long count) => Count += count;

    internal void Set(int place, in BadEvent @event) => _events[place] = @event;

    /// <summary>Takes in the events of the bucket after it. The sample stays uniform: the next event comes from either with the
    /// probability of its share of those not yet taken.</summary>
    internal void Merge(SampleBucket later, int capacity, ref Dice dice)
    {
        var shift = (uint)Math.Min(uint.MaxValue, (later.Start - Start) / TimeSpan.TicksPerMillisecond);
        later.Shift(shift);
        End = later.End;
        var total = Count + later.Count;
        if (Sampled + later.Sampled <= capacity && Sampled == Count && later.Sampled == later.Count)
        {
            Reserve(Sampled + later.Sampled, capacity);
            later.Events.CopyTo(_events.AsSpan(Sampled));
            (Count, Sampled) = (total, Sampled + later.Sampled);
            return;
        }

        Mix(later, capacity, ref dice);
        Count = total;
    }

    private void Mix(SampleBucket later, int capacity, ref Dice dice)
    {
        // The first `mine` events of each are chosen at random, without repetition; then they stand in one array.
        (var left, var right) = (Count, later.Count);
        (var mine, var others) = (0, 0);
        while (mine + others < capacity && (mine < Sampled || others < later.Sampled))
        {
            var isMine = others >= later.Sampled || (mine < Sampled && dice.Next(Math.Max(1, left + right)) < left);
            if (isMine)
            {
                Swap(_events, mine, mine + (int)dice.Next(Sampled - mine));
                (mine, left) = (mine + 1, left - 1);
            }
            else
            {
                Swap(later._events, others, others + (int)dice.Next(later.Sampled - others));
                (others, right) = (others + 1, right - 1);
            }
        }

        Sampled = mine;
        Reserve(mine + others, Math.Max(capacity, _events.Length));
        if (_events.Length > capacity)
        {
            Array.Resize(ref _events, capacity);
        }

        later._events.AsSpan(0, others).CopyTo(_events.AsSpan(mine));
        Sampled = mine + others;
    }

    private static void Swap(BadEvent[] events, int one, int other) => (events[one], events[other]) = (events[other], events[one]);

    private void Shift(uint by)
    {
        foreach (ref BadEvent one in Events)
        {
            one = one with { Offset = one.Offset + by };
        }
    }

    private void Reserve(int count, int capacity)
    {
        if (count > _events.Length)
        {
            Array.Resize(ref _events, Math.Min(Math.Max(capacity, count), Math.Max(Smallest, Math.Max(count, _events.Length * 4))));
        }
    }
}
