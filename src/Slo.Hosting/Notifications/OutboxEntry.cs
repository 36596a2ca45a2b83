namespace Slo.Hosting.Notifications;

/// <summary>One alert as a target knows it, and is still to be told of it. Times are the outbox's.</summary>
internal sealed class OutboxEntry(string key)
{
    internal string Key { get; } = key;

    /// <summary>What is to be sent, or null.</summary>
    internal Notification? Pending { get; set; }

    /// <summary>What was delivered last, or null.</summary>
    internal Notification? Told { get; set; }

    /// <summary>Whether the target may have heard that it fires, though nobody said so.</summary>
    internal bool IsUncertain { get; set; }

    /// <summary>Its place in the queue.</summary>
    internal long Order { get; set; }

    internal TimeSpan? FirstFailure { get; set; }

    internal bool IsDeferred { get; set; }

    /// <summary>When to say again what was told, and for how long.</summary>
    internal TimeSpan? ResendAt { get; set; }

    internal TimeSpan? ResendUntil { get; set; }

    /// <summary>When messages were delivered in the last hour.</summary>
    internal Queue<TimeSpan> Sent { get; } = [];

    /// <summary>From when on what is pending may be sent. The last message of the hour is kept for a resolve, so that none has to wait.</summary>
    internal TimeSpan AllowedAt(int maximum, TimeSpan now)
    {
        while (Sent.TryPeek(out TimeSpan oldest) && now - oldest >= Outbox.LimitInterval)
        {
            Sent.Dequeue();
        }

        var allowed = Pending is { IsResolved: true } ? maximum : maximum - 1;
        return Sent.Count < allowed ? TimeSpan.Zero : Sent.ElementAt(Sent.Count - allowed) + Outbox.LimitInterval;
    }

    internal bool IsIdle(int maximum, TimeSpan now) =>
        Pending is null && ResendAt is null && AllowedAt(maximum, now) == TimeSpan.Zero && Sent.Count == 0;
}
