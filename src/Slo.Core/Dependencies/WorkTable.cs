namespace Slo.Dependencies;

/// <summary>A part of the work that runs. An entry that is removed leaves its room to the next one, so nothing is allocated once it has
/// grown to what runs at once.</summary>
internal sealed class WorkTable
{
    // Work that is never ended would stay here for ever: beyond this, it is found by the execution context.
    private const int MostEntries = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, (SloCalls? Calls, long Ticket)> _running = new(ReferenceEqualityComparer.Instance);
    private long _tickets;

    /// <param name="key">The activity of the work.</param>
    /// <param name="ticket">The number of this piece of work: another one may have the same key after its end.</param>
    internal bool TryAdd(object key, out long ticket)
    {
        lock (_gate)
        {
            ticket = _tickets + 1;
            if (_running.Count >= MostEntries || !_running.TryAdd(key, (null, ticket)))
            {
                return false;
            }

            _tickets = ticket;
            return true;
        }
    }

    internal bool Contains(object key)
    {
        lock (_gate)
        {
            return _running.ContainsKey(key);
        }
    }

    /// <summary>The calls of work that runs, made at the first one; null if it is over.</summary>
    internal SloCalls? CallsOf(object key)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(key, out (SloCalls? Calls, long Ticket) entry))
            {
                return null;
            }

            if (entry.Calls is null)
            {
                _running[key] = entry = entry with { Calls = new SloCalls() };
            }

            return entry.Calls;
        }
    }

    /// <summary>Ends work; does nothing if it is over, also if other work with its key runs.</summary>
    internal SloCalls? Remove(object key, long ticket)
    {
        SloCalls? calls;
        lock (_gate)
        {
            if (!_running.TryGetValue(key, out (SloCalls? Calls, long Ticket) entry) || entry.Ticket != ticket)
            {
                return null;
            }

            _running.Remove(key);
            calls = entry.Calls;
        }

        return calls?.End();
    }
}
