namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// How each incident stood when it was last news: Alertmanager repeats itself, and only a change is news. The first word on an incident is
/// news too, also that it is over. Bounded: the incident that was not heard of for the longest time is forgotten, and news again if it
/// comes back.
/// </summary>
internal sealed class KnownIncidents(IncidentKey keys, int capacity = KnownIncidents.DefaultCapacity)
{
    /// <summary>In alerts.</summary>
    internal const int DefaultCapacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, Incident Incident)>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, Incident Incident)> _byAge = new();
    private int _size;

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _byKey.Count;
            }
        }
    }

    /// <summary>Passes on new changes, in order, and remembers the accepted ones.</summary>
    /// <param name="message">What came.</param>
    /// <param name="now">When it came, UTC.</param>
    /// <param name="take">Gets each change; returns false if it cannot take any more.</param>
    /// <param name="repeat">Gets the key of each incident that fires as before.</param>
    /// <returns>False if something was not taken: it is still news when it comes again.</returns>
    internal bool Tell(WebhookMessage message, DateTimeOffset now, Func<IncidentChange, bool> take, Action<string>? repeat = null)
    {
        // One message after the other: two at once about the same incident must not both be news, nor overtake each other.
        lock (_gate)
        {
            foreach (IGrouping<string, ReceivedAlert> alerts in message.Alerts.GroupBy(keys.Of, StringComparer.Ordinal))
            {
                Incident known = _byKey.GetValueOrDefault(alerts.Key)?.Value.Incident ?? Incident.None;
                Incident next = known.After(new(alerts.Key, [.. alerts], message, now), out IncidentChange? change);
                if (change is { } news && !take(news))
                {
                    return false;
                }

                Remember(alerts.Key, next);
                if (change is null && next.IsFiring)
                {
                    repeat?.Invoke(alerts.Key);
                }
            }

            return true;
        }
    }

    private void Remember(string key, Incident incident)
    {
        if (_byKey.Remove(key, out LinkedListNode<(string Key, Incident Incident)>? known))
        {
            Forget(known);
        }

        _byKey[key] = _byAge.AddLast((key, incident));
        _size += incident.Size;
        while (_size > capacity && _byAge.First is { } oldest && oldest != _byAge.Last)
        {
            _byKey.Remove(oldest.Value.Key);
            Forget(oldest);
        }
    }

    private void Forget(LinkedListNode<(string Key, Incident Incident)> node)
    {
        _byAge.Remove(node);
        _size -= node.Value.Incident.Size;
    }
}
