namespace Slo.Hosting.Notifications;

/// <summary>
/// What a target is still to be told: of each alert the newest state, not each message. So a target that was away hears what is true now, and
/// memory is bounded by the number of alerts. Not thread-safe; <c>now</c> is any clock that never goes back.
/// </summary>
/// <param name="target">Capacity, limits and intervals.</param>
/// <param name="report">Counts what became of notifications, by outcome.</param>
internal sealed class Outbox(SloNotificationTarget target, Action<string> report)
{
    internal static readonly TimeSpan LimitInterval = TimeSpan.FromHours(1);

    /// <summary>How long Alertmanager is told of a resolve, in case it was restarted or missed it.</summary>
    internal static readonly TimeSpan ResolvedResend = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, OutboxEntry> _entries = [];
    private readonly OutboxQueues _queues = new();
    private long _order;

    internal SloNotificationTarget Target { get; private set; } = target;

    internal int Count => _entries.Count;

    internal int PendingCount => _queues.PendingCount;

    /// <summary>How often two entries were compared, by which a test knows that none of this looks at all of them.</summary>
    internal long Comparisons => _queues.Comparisons;

    private bool IsRepeated => Target.Type == SloNotificationType.Alertmanager;

    private int Maximum => IsRepeated ? int.MaxValue : Target.MaximumPerHour;

    /// <summary>What the target heard, or is to hear, to be firing under this key; null if nothing.</summary>
    internal Notification? Open(string key) => _entries.TryGetValue(key, out OutboxEntry? entry) ? entry.Open : null;

    /// <summary>All that the target heard, or is to hear, to be firing.</summary>
    internal IReadOnlyList<Notification> Open() => [.. _entries.Values.Select(entry => entry.Open).OfType<Notification>()];

    /// <summary>Goes on with other limits and intervals.</summary>
    internal void Change(SloNotificationTarget target, TimeSpan now)
    {
        Target = target;
        foreach (OutboxEntry entry in _entries.Values)
        {
            Put(entry, now);
        }
    }

    internal void Post(Notification notification, TimeSpan now)
    {
        if (!_entries.TryGetValue(notification.Key, out OutboxEntry? entry))
        {
            MakeRoom();
            _entries[notification.Key] = entry = new OutboxEntry(notification.Key);
        }

        if (entry.Pending is null)
        {
            entry.Order = ++_order;
        }
        else
        {
            report("coalesced");
            if (notification.IsResolved && entry is { Pending.IsResolved: false, IsUncertain: false, Told.IsResolved: true })
            {
                // It fired and ended before anybody could be told, and the last that the target heard is true again.
                report("coalesced");
                entry.Pending = null;
                Put(entry, now);
                return;
            }
        }

        entry.Pending = notification;
        entry.FirstFailure = null;
        entry.NotBefore = TimeSpan.Zero;
        entry.IsDeferred = false;
        Put(entry, now);
    }

    /// <summary>What is to be sent now, the longest waiting first; remains pending until it was <see cref="Delivered"/>.</summary>
    internal IReadOnlyList<Notification> Take(int count, TimeSpan now)
    {
        foreach (OutboxEntry over in _queues.Advance(now))
        {
            Remove(over);
        }

        Notification[] taken = [.. _queues.Due.Take(count).Select(entry => entry.Pending ?? entry.Told!)];
        foreach (Notification notification in taken.Where(notification => !notification.IsResolved))
        {
            _entries[notification.Key].IsUncertain = true;
        }

        return taken;
    }

    /// <summary>When there will be something to send, or null.</summary>
    internal TimeSpan? NextAt(TimeSpan now) => _queues.NextAt(now);

    internal void Delivered(Notification notification, TimeSpan now)
    {
        var isNew = false;
        if (_entries.TryGetValue(notification.Key, out OutboxEntry? entry))
        {
            isNew = entry.Told != notification;
            if (isNew)
            {
                entry.ResendUntil = notification.IsResolved ? now + ResolvedResend : null;
                if (Maximum != int.MaxValue)
                {
                    entry.Sent.Enqueue(now);
                }
            }

            entry.Told = notification;
            entry.Heard = notification.IsResolved ? entry.Heard : notification.Severity;
            entry.IsUncertain &= !notification.IsResolved;
            entry.Pending = entry.Pending == notification ? null : entry.Pending;
            entry.ResendAt = NextResend(entry, now);
            Put(entry, now);
        }

        report(isNew ? "delivered" : "resent");
    }

    /// <summary>It did not get through.</summary>
    /// <returns>Whether it was given up.</returns>
    internal bool Failed(Notification notification, bool isFinal, TimeSpan now)
    {
        if (!_entries.TryGetValue(notification.Key, out OutboxEntry? entry) || entry.Pending != notification)
        {
            if (entry is { Pending: null })
            {
                entry.ResendAt = NextResend(entry, now);
                Put(entry, now);
            }

            report("retried");
            return false;
        }

        entry.FirstFailure ??= now;
        entry.Order = ++_order;
        if (IsGivenUp(notification, isFinal, now - entry.FirstFailure.Value))
        {
            entry.Pending = null;
            if (notification.IsResolved)
            {
                // Nobody will say that it is over; to go on saying that it fires would be worse.
                entry.Told = null;
                entry.ResendAt = null;
            }

            Put(entry, now);
            report("dead");
            return true;
        }

        entry.NotBefore = isFinal ? now + Target.ResendInterval : TimeSpan.Zero;
        Put(entry, now);
        report("retried");
        return false;
    }

    // Who is told again and again anyway is so after a refusal too (a proxy that is being changed), and of what fires for as long as it fires.
    private bool IsGivenUp(Notification notification, bool isFinal, TimeSpan tried) =>
        IsRepeated ? notification.IsResolved && tried >= Target.GiveUpAfter : isFinal || tried >= Target.GiveUpAfter;

    private TimeSpan? NextResend(OutboxEntry entry, TimeSpan now) =>
        IsRepeated && (entry.ResendUntil is not { } until || now + Target.ResendInterval <= until) ? now + Target.ResendInterval : null;

    // Whatever changed an entry ends here.
    private void Put(OutboxEntry entry, TimeSpan now)
    {
        TimeSpan allowed = entry.AllowedAt(Maximum, now);
        if (entry.Pending is not null && allowed > now && !entry.IsDeferred)
        {
            entry.IsDeferred = true;
            report("deferred");
        }

        _queues.Put(entry, entry.PlaceFor(allowed), now);
    }

    private void Remove(OutboxEntry entry)
    {
        _queues.Remove(entry);
        _entries.Remove(entry.Key);
    }

    // A resolve is dropped last: somebody may be waiting for it.
    private void MakeRoom()
    {
        while (_entries.Count >= Target.Capacity && _queues.LeastWorth is { } least)
        {
            Remove(least);
            if (least.Pending is not null || least.ResendAt is not null)
            {
                report("dropped");
            }
        }
    }
}
