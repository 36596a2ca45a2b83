using System.Runtime.CompilerServices;

namespace Slo.Hosting.Sources;

/// <summary>
/// Failures told by one instrument whose events another one measures too: each is owed by one event of the other, which counts.
/// </summary>
internal sealed class IncludedFailures
{
    // By tracker: both instruments of an objective share one, and it outlives a new look at the objectives.
    private static readonly ConditionalWeakTable<SloTracker, IncludedFailures> Trackers = [];

    private readonly Lock _gate = new();
    private volatile bool _isOwed;
    private long _owed;

    internal static IncludedFailures Of(SloTracker tracker) => Trackers.GetValue(tracker, static _ => new IncludedFailures());

    internal void Add(long failures)
    {
        lock (_gate)
        {
            _owed = failures > long.MaxValue - _owed ? long.MaxValue : _owed + failures;
            _isOwed = _owed > 0;
        }
    }

    /// <summary>How many of so many good events are failures.</summary>
    internal long Take(long events)
    {
        if (!_isOwed)
        {
            return 0;
        }

        lock (_gate)
        {
            var taken = Math.Min(events, _owed);
            _owed -= taken;
            _isOwed = _owed > 0;
            return taken;
        }
    }
}
