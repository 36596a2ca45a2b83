using Slo.Windows;

namespace Slo;

/// <content>The snapshot of all objectives.</content>
public sealed partial class SloRegistry
{
    // Null from each change until the first reader: of all readers only that one pays for the statuses.
    private volatile SloSnapshot? _snapshot;

    /// <summary>
    /// The statuses of the last evaluation, all of the same one: the same object until the next evaluation or the next change of the
    /// objectives, created on first access.
    /// </summary>
    public SloSnapshot Snapshot
    {
        get
        {
            if (_snapshot is { } taken)
            {
                return taken;
            }

            lock (_gate)
            {
                return _snapshot ??= TakeSnapshot();
            }
        }
    }

    private SloSnapshot TakeSnapshot()
    {
        SloStatus[] statuses = [.. _trackers.Select(tracker => tracker.Status)];
        SloStatus[] groups = [.. _trackers.SelectMany(tracker => tracker.GetGroupStatuses().Values)];
        return new(
            statuses.Length == 0 ? _time.GetUtcNow() : statuses.Max(status => status.AsOf), statuses, groups, _alerts.Recent);
    }

    // Under the gate, so that no snapshot holds statuses of two evaluations. No code of the app runs in it.
    private Exception? Advance(SloTracker[] trackers, in TimelineStep step)
    {
        Exception? error = null;
        lock (_gate)
        {
            for (var i = 0; i < trackers.Length; i++)
            {
                SloTracker tracker = trackers[i];
                try
                {
                    Prefetch(trackers, i);
                    if (tracker.Advance(step, _buffer) is { } transition)
                    {
                        _alerts.Add(transition);
                    }

                    tracker.AdvanceGroups(step, _buffer, _alerts);
                    NotePeriod(tracker);
                }
#pragma warning disable CA1031 // One objective's fault must not stop the others, nor the host.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    error = exception;
                }
            }

            _snapshot = null;
            NotePeriods();
        }

        return error;
    }
}
