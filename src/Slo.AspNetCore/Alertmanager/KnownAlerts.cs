namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// How each alert stood when it was last news: Alertmanager repeats itself, and only a change is news. The first word on an
/// alert is news too, also that it resolved. Bounded: the alert that was not heard of for the longest time is forgotten, and news again if
/// it comes back.
/// </summary>
internal sealed class KnownAlerts(int capacity = KnownAlerts.DefaultCapacity)
{
    internal const int DefaultCapacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Known>> _byFingerprint = new(StringComparer.Ordinal);
    private readonly LinkedList<Known> _byAge = new();

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _byFingerprint.Count;
            }
        }
    }

    /// <summary>Passes on new changes, in order, and remembers the accepted ones.</summary>
    /// <param name="alerts">A message.</param>
    /// <param name="take">Gets the alert and the severity with which its incident fired before, or null; returns false if it cannot take
    /// any more.</param>
    /// <returns>False if something was not taken: it is still news when it comes again.</returns>
    internal bool Tell(IReadOnlyList<ReceivedAlert> alerts, Func<ReceivedAlert, AlertSeverity?, bool> take)
    {
        // One message after the other: two at once about the same alert must not both be news, nor overtake each other.
        lock (_gate)
        {
            foreach (ReceivedAlert alert in alerts)
            {
                LinkedListNode<Known>? known = _byFingerprint.GetValueOrDefault(alert.Fingerprint);
                if (known?.ValueRef.IsNews(alert) == false)
                {
                    _byAge.Remove(known);
                    _byAge.AddLast(known);
                    continue;
                }

                if (!take(alert, known?.ValueRef.Before(alert)))
                {
                    return false;
                }

                Remember(alert, known);
            }

            return true;
        }
    }

    private void Remember(ReceivedAlert alert, LinkedListNode<Known>? known)
    {
        DateTimeOffset started = alert.StartedAt;
        if (known is not null)
        {
            _byAge.Remove(known);
            started = started > known.ValueRef.StartedAt ? started : known.ValueRef.StartedAt;
        }
        else if (_byFingerprint.Count == capacity)
        {
            _byFingerprint.Remove(_byAge.First!.Value.Fingerprint);
            _byAge.RemoveFirst();
        }

        _byFingerprint[alert.Fingerprint] = _byAge.AddLast(new Known(alert.Fingerprint, alert.IsFiring, alert.Severity, started));
    }

    private readonly record struct Known(string Fingerprint, bool IsFiring, AlertSeverity Severity, DateTimeOffset StartedAt)
    {
        // A later start is another incident, whose predecessor's end was never sent (send_resolved: false) or never arrived.
        // An earlier one is none: servers that watch the same alert need not agree on when it began.
        internal bool IsNews(ReceivedAlert alert) =>
            alert.IsFiring != IsFiring || alert.StartedAt > StartedAt || (IsFiring && alert.Severity != Severity);

        internal AlertSeverity? Before(ReceivedAlert alert) => IsFiring && alert.StartedAt <= StartedAt ? Severity : null;
    }
}
