namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// How each alert stood when it was last heard of: Alertmanager repeats itself, and only a change is news. The first word on an
/// alert is news too, also that it resolved. Bounded: the alert that was not heard of for the longest time is forgotten, and news again if it comes back.
/// </summary>
internal sealed class KnownAlerts(int capacity = KnownAlerts.DefaultCapacity)
{
    internal const int DefaultCapacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Fingerprint, bool IsFiring)>> _byFingerprint = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Fingerprint, bool IsFiring)> _byAge = new();

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

    /// <summary>Tells what is news, in order, and remembers what was taken.</summary>
    /// <param name="alerts">A message.</param>
    /// <param name="take">Returns false if it cannot take any more.</param>
    /// <returns>False if something was not taken: it is still news when it comes again.</returns>
    internal bool Tell(IReadOnlyList<ReceivedAlert> alerts, Func<ReceivedAlert, bool> take)
    {
        // One message after the other: two at once about the same alert must not both be news, nor overtake each other.
        lock (_gate)
        {
            foreach (ReceivedAlert alert in alerts)
            {
                if (!IsNews(alert))
                {
                    continue;
                }

                if (!take(alert))
                {
                    return false;
                }

                Remember(alert);
            }

            return true;
        }
    }

    private bool IsNews(ReceivedAlert alert)
    {
        if (!_byFingerprint.TryGetValue(alert.Fingerprint, out LinkedListNode<(string Fingerprint, bool IsFiring)>? known) || known.Value.IsFiring != alert.IsFiring)
        {
            return true;
        }

        _byAge.Remove(known);
        _byAge.AddLast(known);
        return false;
    }

    private void Remember(ReceivedAlert alert)
    {
        if (_byFingerprint.Remove(alert.Fingerprint, out LinkedListNode<(string Fingerprint, bool IsFiring)>? known))
        {
            _byAge.Remove(known);
        }
        else if (_byFingerprint.Count == capacity)
        {
            _byFingerprint.Remove(_byAge.First!.Value.Fingerprint);
            _byAge.RemoveFirst();
        }

        _byFingerprint[alert.Fingerprint] = _byAge.AddLast((alert.Fingerprint, alert.IsFiring));
    }
}
