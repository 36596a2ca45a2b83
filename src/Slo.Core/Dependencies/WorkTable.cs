namespace Slo.Dependencies;

/// <summary>A part of the work that runs. An entry that is removed leaves its room to the next one, and calls that are given back are used
/// again, so nothing is allocated once it has grown to what runs at once.</summary>
/// <param name="first">The first number that it gives to work.</param>
/// <param name="step">The distance of its numbers: no two tables give the same one.</param>
internal sealed class WorkTable(long first, long step)
{
    /// <summary>Calls that wait to be used again. Those of more work at once are left to the garbage collector.</summary>
    internal const int MostFree = 32;

    // Work that is never ended would stay here for ever: beyond this, it is found by the execution context.
    private const int MostEntries = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, (SloCalls? Calls, long Ticket)> _running = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<SloCalls> _free = new();
    private long _next = first;

    /// <param name="key">The activity of the work.</param>
    /// <param name="ticket">The number of this piece of work: another one may have the same key after its end.</param>
    internal bool TryAdd(object key, out long ticket)
    {
        lock (_gate)
        {
            ticket = _next;
            if (_running.Count >= MostEntries || !_running.TryAdd(key, (null, ticket)))
            {
                return false;
            }

            _next += step;
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

    /// <summary>Links a call to work that runs.</summary>
    internal bool TryLink(object key, out CallLink link)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(key, out (SloCalls? Calls, long Ticket) entry))
            {
                link = default;
                return false;
            }

            if (entry.Calls is null)
            {
                _running[key] = entry = entry with { Calls = Take(entry.Ticket) };
            }

            link = new(entry.Calls, entry.Ticket);
            return true;
        }
    }

    /// <summary>The calls of work that is not in the table.</summary>
    internal CallLink Add()
    {
        lock (_gate)
        {
            CallLink link = new(Take(_next), _next);
            _next += step;
            return link;
        }
    }

    /// <summary>Ends work; does nothing if it is over, also if other work with its key runs.</summary>
    /// <returns>Its calls; null: it made none.</returns>
    internal SloCalls? Remove(object key, long ticket)
    {
        CallLink link;
        lock (_gate)
        {
            if (!_running.TryGetValue(key, out (SloCalls? Calls, long Ticket) entry) || entry.Ticket != ticket)
            {
                return null;
            }

            _running.Remove(key);
            link = new(entry.Calls, ticket);
        }

        return link.End();
    }

    /// <summary>Keeps calls that no work has any more.</summary>
    internal void Keep(SloCalls calls)
    {
        lock (_gate)
        {
            if (_free.Count < MostFree)
            {
                _free.Push(calls);
            }
        }
    }

    private SloCalls Take(long ticket)
    {
        SloCalls calls = _free.TryPop(out SloCalls? free) ? free : new SloCalls(this);
        calls.BeginFor(ticket);
        return calls;
    }
}
