namespace Slo.Dependencies;

/// <summary>A part of the work that runs. An entry that is removed leaves its room to the next one, so nothing is allocated once it has
/// grown to what runs at once.</summary>
internal sealed class WorkTable
{
    // Work that is never ended would stay here for ever: beyond this, it is found by the execution context.
    private const int MostEntries = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, SloCalls?> _running = new(ReferenceEqualityComparer.Instance);

    internal bool TryAdd(object key)
    {
        lock (_gate)
        {
            return _running.Count < MostEntries && _running.TryAdd(key, null);
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
            return !_running.TryGetValue(key, out SloCalls? calls) ? null : calls ?? (_running[key] = new SloCalls());
        }
    }

    internal SloCalls? Remove(object key)
    {
        SloCalls? calls;
        lock (_gate)
        {
            _running.Remove(key, out calls);
        }

        return calls?.End();
    }
}
