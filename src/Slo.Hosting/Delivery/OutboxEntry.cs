namespace Slo.Hosting.Delivery;

/// <summary>The delivered and the pending state of one key. Times are those of the outbox.</summary>
internal sealed class OutboxEntry<T>(string key) where T : class, IDeliverable
{
    internal string Key { get; } = key;

    /// <summary>What is to be delivered, or null.</summary>
    internal T? Pending { get; set; }

    /// <summary>What was delivered last, or null.</summary>
    internal T? Told { get; set; }

    /// <summary>What the receiver was given last, or is to be given; null if nothing.</summary>
    internal T? Latest => Pending ?? Told;

    /// <summary>How urgent the last state was that was delivered as on, or null.</summary>
    internal int? Heard { get; set; }

    /// <summary>Whether the receiver may have heard that it is on, though no answer said so.</summary>
    internal bool IsUncertain { get; set; }

    /// <summary>The later the greater; no two entries have the same.</summary>
    internal long Order { get; set; }

    /// <summary>Where it stands in the queues, which alone set this; null while it is in none.</summary>
    internal OutboxPlace? Place { get; set; }

    internal TimeSpan? FirstFailure { get; set; }

    /// <summary>When what is pending may be tried again.</summary>
    internal TimeSpan NotBefore { get; set; }

    internal bool IsDeferred { get; set; }

    /// <summary>When to deliver again what was told, and for how long.</summary>
    internal TimeSpan? ResendAt { get; set; }

    internal TimeSpan? ResendUntil { get; set; }

    /// <summary>When items were delivered in the last hour.</summary>
    internal Queue<TimeSpan> Sent { get; } = [];

    /// <summary>
    /// From when on what is pending may be delivered. The last item of the hour is kept for an end, so that none has to wait. Nor has
    /// what is more urgent than what was heard last, nor the end of that.
    /// </summary>
    internal TimeSpan AllowedAt(int maximum, TimeSpan now)
    {
        while (Sent.TryPeek(out TimeSpan oldest) && now - oldest >= OutboxPolicy.LimitInterval)
        {
            Sent.Dequeue();
        }

        if (Pending is { IsEnd: true } ? Told is { IsEnd: false } : Pending?.Urgency > Heard)
        {
            return TimeSpan.Zero;
        }

        var allowed = Pending is { IsEnd: true } ? maximum : maximum - 1;
        return Sent.Count < allowed ? TimeSpan.Zero : Sent.ElementAt(Sent.Count - allowed) + OutboxPolicy.LimitInterval;
    }

    /// <summary>
    /// What this says of the queues, which stays true while only time passes. What was heard to be on is remembered until it ends, so
    /// that its end is told whatever happens in between; of what is over, only until its items count no more.
    /// </summary>
    internal OutboxPlace PlaceFor(TimeSpan allowed) => Pending switch
    {
        null when ResendAt is not null => new(2, Order, ResendAt, IsPending: false, IsOver: false),
        null when Told is { IsEnd: false } => new(0, Order, null, IsPending: false, IsOver: false),
        null => new(0, Order, Sent.Count > 0 ? Sent.Last() + OutboxPolicy.LimitInterval : TimeSpan.Zero, IsPending: false, IsOver: true),
        _ => new(Pending.IsEnd ? 3 : 1, Order, allowed > NotBefore ? allowed : NotBefore, IsPending: true, IsOver: false),
    };
}
