namespace Slo.Alerting;

/// <summary>The last changes of the alerts of a registry, and those that nobody has fetched yet. Bounded, thread-safe.</summary>
internal sealed class AlertHistory
{
    internal const int Kept = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<SloAlertTransition> _kept = new();
    private readonly List<SloAlertTransition> _new = [];
    private long _sequence;

    internal IReadOnlyList<SloAlertTransition> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _kept];
            }
        }
    }

    internal void Add(SloAlertTransition transition)
    {
        lock (_gate)
        {
            SloAlertTransition numbered = transition with { Sequence = ++_sequence };
            _new.Add(numbered);
            _kept.Enqueue(numbered);
            if (_kept.Count > Kept)
            {
                _kept.Dequeue();
            }
        }
    }

    /// <summary>What was added since this was last called.</summary>
    internal IReadOnlyList<SloAlertTransition> Take()
    {
        lock (_gate)
        {
            if (_new.Count == 0)
            {
                return [];
            }

            SloAlertTransition[] taken = [.. _new];
            _new.Clear();
            return taken;
        }
    }
}
