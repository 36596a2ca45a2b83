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
    private long _order;

    internal SloNotificationTarget Target { get; set; } = target;

    internal int Count => _entries.Count;

    internal int PendingCount => _entries.Values.Count(entry => entry.Pending is not null);

    private bool IsRepeated => Target.Type == SloNotificationType.Alertmanager;

    private int Maximum => IsRepeated ? int.MaxValue : Target.MaximumPerHour;

    /// <summary>What the target heard, or is to hear, to be firing under this key; null if nothing.</summary>
    internal Notification? Open(string key) => _entries.TryGetValue(key, out OutboxEntry? entry) ? entry.Open : null;

    /// <summary>All that the target heard, or is to hear, to be firing.</summary>
    internal IReadOnlyList<Notification> Open() => [.. _entries.Values.Select(entry => entry.Open).OfType<Notification>()];

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
                return;
            }
        }

        entry.Pending = notification;
        entry.FirstFailure = null;
        entry.NotBefore = TimeSpan.Zero;
        entry.IsDeferred = false;
    }

    /// <summary>What is to be sent now, the longest waiting first; remains pending until it was <see cref="Delivered"/>.</summary>
    internal IReadOnlyList<Notification> Take(int count, TimeSpan now)
    {
        Sweep(now);
        Notification[] taken = [.. _entries.Values.Where(entry => DueAt(entry, now) <= now).OrderBy(entry => entry.Order).Take(count)
            .Select(entry => entry.Pending ?? entry.Told!)];
        foreach (Notification notification in taken.Where(notification => !notification.IsResolved))
        {
            _entries[notification.Key].IsUncertain = true;
        }

        return taken;
    }

    /// <summary>When there will be something to send, or null.</summary>
    internal TimeSpan? NextAt(TimeSpan now) => _entries.Values.Min(entry => DueAt(entry, now));

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

            report("dead");
            return true;
        }

        entry.NotBefore = isFinal ? now + Target.ResendInterval : TimeSpan.Zero;
        report("retried");
        return false;
    }

    // Who is told again and again anyway is so after a refusal too (a proxy that is being changed), and of what fires for as long as it fires.
    private bool IsGivenUp(Notification notification, bool isFinal, TimeSpan tried) =>
        IsRepeated ? notification.IsResolved && tried >= Target.GiveUpAfter : isFinal || tried >= Target.GiveUpAfter;

    private TimeSpan? NextResend(OutboxEntry entry, TimeSpan now) =>
        IsRepeated && (entry.ResendUntil is not { } until || now + Target.ResendInterval <= until) ? now + Target.ResendInterval : null;

    private TimeSpan? DueAt(OutboxEntry entry, TimeSpan now)
    {
        if (entry.Pending is null)
        {
            return entry.ResendAt;
        }

        TimeSpan allowed = entry.AllowedAt(Maximum, now);
        if (allowed > now && !entry.IsDeferred)
        {
            entry.IsDeferred = true;
            report("deferred");
        }

        return allowed > entry.NotBefore ? allowed : entry.NotBefore;
    }

    private void Sweep(TimeSpan now)
    {
        foreach (OutboxEntry entry in _entries.Values.Where(entry => entry.IsIdle(Maximum, now)).ToArray())
        {
            _entries.Remove(entry.Key);
        }
    }

    // A resolve is dropped last: somebody may be waiting for it.
    private void MakeRoom()
    {
        while (_entries.Count >= Target.Capacity)
        {
            OutboxEntry oldest = _entries.Values.MinBy(entry => (entry.Pending switch { null => entry.ResendAt is null ? 0 : 2, { IsResolved: true } => 3, _ => 1 }, entry.Order))!;
            _entries.Remove(oldest.Key);
            if (oldest.Pending is not null || oldest.ResendAt is not null)
            {
                report("dropped");
            }
        }
    }
}
