namespace Slo.Hosting.Notifications;

/// <summary>One alert as a target knows it, and is still to be told of it. Times are the outbox's.</summary>
internal sealed class OutboxEntry(string key)
{
    internal string Key { get; } = key;

    /// <summary>What is to be sent, or null.</summary>
    internal Notification? Pending { get; set; }

    /// <summary>What was delivered last, or null.</summary>
    internal Notification? Told { get; set; }

    /// <summary>What the target takes, or will take, to be firing; null if nothing.</summary>
    internal Notification? Open => (Pending ?? Told) is { IsResolved: false } open ? open : null;

    /// <summary>How urgent what fired was when it was delivered last, or null.</summary>
    internal AlertSeverity? Heard { get; set; }

    /// <summary>Whether the target may have heard that it fires, though nobody said so.</summary>
    internal bool IsUncertain { get; set; }

    /// <summary>The later the greater; no two entries have the same.</summary>
    internal long Order { get; set; }

    /// <summary>Where it stands in the queues, which alone set this; null while it is in none.</summary>
    internal OutboxPlace? Place { get; set; }

    internal TimeSpan? FirstFailure { get; set; }

    /// <summary>When what is pending may be tried again.</summary>
    internal TimeSpan NotBefore { get; set; }

    internal bool IsDeferred { get; set; }

    /// <summary>When to say again what was told, and for how long.</summary>
    internal TimeSpan? ResendAt { get; set; }

    internal TimeSpan? ResendUntil { get; set; }

    /// <summary>When messages were delivered in the last hour.</summary>
    internal Queue<TimeSpan> Sent { get; } = [];

    /// <summary>
    /// From when on what is pending may be sent. The last message of the hour is kept for a resolve, so that none has to wait. Nor has what is
    /// more urgent than what was heard last, nor the end of that.
    /// </summary>
    internal TimeSpan AllowedAt(int maximum, TimeSpan now)
    {
        while (Sent.TryPeek(out TimeSpan oldest) && now - oldest >= Outbox.LimitInterval)
        {
            Sent.Dequeue();
        }

        if (Pending is { IsResolved: true } ? Told is { IsResolved: false } : Pending?.Severity > Heard)
        {
            return TimeSpan.Zero;
        }

        var allowed = Pending is { IsResolved: true } ? maximum : maximum - 1;
        return Sent.Count < allowed ? TimeSpan.Zero : Sent.ElementAt(Sent.Count - allowed) + Outbox.LimitInterval;
    }

    /// <summary>
    /// What this says of the queues, which stays true while only time passes. What was heard to fire is remembered until it ends, so that its end is
    /// told whatever became of rules and labels in between; of what is over, only until its messages count no more.
    /// </summary>
    internal OutboxPlace PlaceFor(TimeSpan allowed) => Pending switch
    {
        null when ResendAt is not null => new(2, Order, ResendAt, IsPending: false, IsOver: false),
        null when Told is { IsResolved: false } => new(0, Order, null, IsPending: false, IsOver: false),
        null => new(0, Order, Sent.Count > 0 ? Sent.Last() + Outbox.LimitInterval : TimeSpan.Zero, IsPending: false, IsOver: true),
        _ => new(Pending.IsResolved ? 3 : 1, Order, allowed > NotBefore ? allowed : NotBefore, IsPending: true, IsOver: false),
    };
}
