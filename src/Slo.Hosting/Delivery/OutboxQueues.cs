namespace Slo.Hosting.Delivery;

/// <summary>
/// The entries of an outbox in the orders in which they are read. Each read and each change takes time logarithmic in their number:
/// the outbox is used under a lock, and posting an item must not wait for a look at a hundred thousand others.
/// </summary>
internal sealed class OutboxQueues<T> where T : class, IDeliverable
{
    private readonly OutboxOrder<T>[] _orders =
        [new(place => place.Worth), new(_ => 0), new(place => place.At!.Value.Ticks), new(place => place.At!.Value.Ticks)];

    private readonly SortedSet<OutboxEntry<T>> _byWorth;
    private readonly SortedSet<OutboxEntry<T>> _due;
    private readonly SortedSet<OutboxEntry<T>> _later;
    private readonly SortedSet<OutboxEntry<T>> _over;

    internal OutboxQueues()
    {
        _byWorth = new(_orders[0]);
        _due = new(_orders[1]);
        _later = new(_orders[2]);
        _over = new(_orders[3]);
    }

    internal int PendingCount { get; private set; }

    internal long Comparisons => _orders.Sum(order => order.Comparisons);

    /// <summary>What is to be dropped first, or null if there is nothing.</summary>
    internal OutboxEntry<T>? LeastWorth => _byWorth.Min;

    /// <summary>The entries to send, the longest waiting first, as of the time passed to <see cref="Advance"/>.</summary>
    internal IEnumerable<OutboxEntry<T>> Due => _due;

    /// <summary>Puts an entry where it belongs now.</summary>
    internal void Put(OutboxEntry<T> entry, OutboxPlace place, TimeSpan now)
    {
        Remove(entry);
        entry.Place = place;
        _byWorth.Add(entry);
        PendingCount += place.IsPending ? 1 : 0;
        if (place.At is not null)
        {
            (place.IsOver ? _over : place.At <= now ? _due : _later).Add(entry);
        }
    }

    internal void Remove(OutboxEntry<T> entry)
    {
        if (entry.Place is not { } place)
        {
            return;
        }

        _byWorth.Remove(entry);
        PendingCount -= place.IsPending ? 1 : 0;
        if (place.At is not null)
        {
            _ = place.IsOver ? _over.Remove(entry) : _due.Remove(entry) || _later.Remove(entry);
        }

        entry.Place = null;
    }

    /// <summary>Moves what is due by now to <see cref="Due"/>.</summary>
    /// <returns>What can be forgotten by now.</returns>
    internal IReadOnlyList<OutboxEntry<T>> Advance(TimeSpan now)
    {
        foreach (OutboxEntry<T> entry in Until(_later, now))
        {
            _due.Add(entry);
        }

        return Until(_over, now);
    }

    /// <summary>When there will be something to send, or null.</summary>
    internal TimeSpan? NextAt(TimeSpan now) => _due.Count > 0 ? now : _later.Min?.Place?.At;

    // Taken out of that queue.
    private static List<OutboxEntry<T>> Until(SortedSet<OutboxEntry<T>> queue, TimeSpan now)
    {
        List<OutboxEntry<T>> entries = [];
        while (queue.Min is { } first && first.Place!.Value.At <= now)
        {
            queue.Remove(first);
            entries.Add(first);
        }

        return entries;
    }
}
