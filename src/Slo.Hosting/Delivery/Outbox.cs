namespace Slo.Hosting.Delivery;

/// <summary>
/// A queue that keeps only the newest state of each key: after an outage a receiver gets the current states, and memory is bounded by the
/// number of keys. Not thread-safe; <c>now</c> is any clock that never goes back.
/// </summary>
/// <param name="policy">Capacity, limits and intervals.</param>
/// <param name="report">Counts what became of items.</param>
internal sealed class Outbox<T>(OutboxPolicy policy, Action<DeliveryOutcome> report) : IDeliveryQueue<T> where T : class, IDeliverable
{
    private readonly Dictionary<string, OutboxEntry<T>> _entries = [];
    private readonly OutboxQueues<T> _queues = new();
    private OutboxPolicy _policy = policy;
    private long _order;

    public int PendingCount => _queues.PendingCount;

    public bool IsPending(Func<T, bool> kind) => _entries.Values.Any(entry => entry.Pending is { } pending && kind(pending));

    public void Forget(Func<T, bool> kind)
    {
        foreach (OutboxEntry<T> entry in _entries.Values.Where(entry => entry.Latest is { } latest && kind(latest)).ToArray())
        {
            Remove(entry);
        }
    }

    internal int Count => _entries.Count;

    /// <summary>The number of comparisons of entries, with which a test verifies that no operation visits all of them.</summary>
    internal long Comparisons => _queues.Comparisons;

    /// <summary>What the receiver was given last under this key, or is to be given; null if nothing is known.</summary>
    internal T? Latest(string key) => _entries.TryGetValue(key, out OutboxEntry<T>? entry) ? entry.Latest : null;

    /// <summary>What the receiver takes, or will take, to be on under this key; null if nothing.</summary>
    internal T? Open(string key) => Latest(key) is { IsEnd: false } open ? open : null;

    /// <summary>All that the receiver takes, or will take, to be on.</summary>
    internal IReadOnlyList<T> Open() => [.. _entries.Values.Select(entry => entry.Latest).OfType<T>().Where(latest => !latest.IsEnd)];

    /// <summary>Goes on with other limits and intervals.</summary>
    internal void Change(OutboxPolicy policy, TimeSpan now)
    {
        _policy = policy;
        foreach (OutboxEntry<T> entry in _entries.Values)
        {
            Put(entry, now);
        }
    }

    public void Post(T item, TimeSpan now)
    {
        if (!_entries.TryGetValue(item.Key, out OutboxEntry<T>? entry))
        {
            MakeRoom();
            _entries[item.Key] = entry = new OutboxEntry<T>(item.Key);
        }

        if (entry.Pending is null)
        {
            entry.Order = ++_order;
        }
        else
        {
            report(DeliveryOutcome.Coalesced);
            if (item.IsEnd && entry is { Pending.IsEnd: false, IsUncertain: false, Told.IsEnd: true })
            {
                // The state began and ended before it was delivered, so the last delivered state is current again.
                report(DeliveryOutcome.Coalesced);
                entry.Pending = null;
                Put(entry, now);
                return;
            }
        }

        entry.Pending = item;
        entry.FirstFailure = null;
        entry.NotBefore = TimeSpan.Zero;
        entry.IsDeferred = false;
        Put(entry, now);
    }

    public IReadOnlyList<T> Take(int count, TimeSpan now)
    {
        foreach (OutboxEntry<T> over in _queues.Advance(now))
        {
            Remove(over);
        }

        return Taken([.. _queues.Due.Take(count).Select(entry => entry.Pending ?? entry.Told!)]);
    }

    public IReadOnlyList<T> TakeLast(int count, TimeSpan now) => Taken(
    [
        .. _entries.Values.Where(entry => entry.Pending is not null && entry.AllowedAt(_policy.Maximum, now) <= now)
            .OrderBy(entry => entry.Order).Take(count).Select(entry => entry.Pending!),
    ]);

    public TimeSpan? NextAt(TimeSpan now) => _queues.NextAt(now);

    public void Delivered(T item, TimeSpan now)
    {
        var isNew = false;
        if (_entries.TryGetValue(item.Key, out OutboxEntry<T>? entry))
        {
            isNew = entry.Told != item;
            if (isNew)
            {
                entry.ResendUntil = item.IsEnd ? now + OutboxPolicy.EndRepeatedFor : null;
                if (_policy.RepeatInterval is null)
                {
                    entry.Sent.Enqueue(now);
                }
            }

            entry.Told = item;
            entry.Heard = item.IsEnd ? entry.Heard : item.Urgency;
            entry.IsUncertain &= !item.IsEnd;
            entry.Pending = entry.Pending == item ? null : entry.Pending;
            entry.ResendAt = NextResend(entry, now);
            Put(entry, now);
        }

        report(isNew ? DeliveryOutcome.Delivered : DeliveryOutcome.Resent);
    }

    public bool Failed(T item, bool isFinal, TimeSpan now)
    {
        if (!_entries.TryGetValue(item.Key, out OutboxEntry<T>? entry) || entry.Pending != item)
        {
            if (entry is { Pending: null })
            {
                entry.ResendAt = NextResend(entry, now);
                Put(entry, now);
            }

            report(DeliveryOutcome.Retried);
            return false;
        }

        entry.FirstFailure ??= now;
        entry.Order = ++_order;
        if (IsGivenUp(item, isFinal, now - entry.FirstFailure.Value))
        {
            entry.Pending = null;
            if (item.IsEnd)
            {
                // Its end will not be delivered, but repeating that it is on would be worse.
                entry.Told = null;
                entry.ResendAt = null;
            }

            Put(entry, now);
            report(DeliveryOutcome.Dead);
            return true;
        }

        entry.NotBefore = isFinal ? now + (_policy.RepeatInterval ?? TimeSpan.Zero) : TimeSpan.Zero;
        Put(entry, now);
        report(DeliveryOutcome.Retried);
        return false;
    }

    // What is repeated anyway is so after a refusal too (a proxy that is being changed), and what is on for as long as it is on.
    private bool IsGivenUp(T item, bool isFinal, TimeSpan tried) =>
        _policy.RepeatInterval is not null ? item.IsEnd && tried >= _policy.GiveUpAfter : isFinal || tried >= _policy.GiveUpAfter;

    private T[] Taken(T[] items)
    {
        foreach (T item in items.Where(item => !item.IsEnd))
        {
            _entries[item.Key].IsUncertain = true;
        }

        return items;
    }

    private TimeSpan? NextResend(OutboxEntry<T> entry, TimeSpan now) =>
        _policy.RepeatInterval is { } interval && (entry.ResendUntil is not { } until || now + interval <= until) ? now + interval : null;

    // Whatever changed an entry ends here.
    private void Put(OutboxEntry<T> entry, TimeSpan now)
    {
        TimeSpan allowed = entry.AllowedAt(_policy.Maximum, now);
        if (entry.Pending is not null && allowed > now && !entry.IsDeferred)
        {
            entry.IsDeferred = true;
            report(DeliveryOutcome.Deferred);
        }

        _queues.Put(entry, entry.PlaceFor(allowed), now);
    }

    private void Remove(OutboxEntry<T> entry)
    {
        _queues.Remove(entry);
        _entries.Remove(entry.Key);
    }

    // An end is dropped last: people may be waiting for it.
    private void MakeRoom()
    {
        while (_entries.Count >= _policy.Capacity && _queues.LeastWorth is { } least)
        {
            Remove(least);
            if (least.Pending is not null || least.ResendAt is not null)
            {
                report(DeliveryOutcome.Dropped);
            }
        }
    }
}
