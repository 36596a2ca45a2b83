using System.Collections.Concurrent;
using Slo.Hosting.Alerting;
using Slo.Hosting.Incidents;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>All targets of a host. Which alerts fire is read from the registries.</summary>
internal sealed class NotificationTargets(
    TimeProvider time, AlertInstruments instruments, SloBackgroundLoggerFactory loggers, IncidentRoutes? routes = null)
{
    private readonly BackgroundLogger _log = loggers.Create(typeof(NotificationTargets).FullName!);
    private readonly Lock _gate = new();
    private readonly Lock _posting = new();
    private readonly ConcurrentDictionary<(string Set, SloScope Scope), (SloRegistry Registry, Predicate<SloAlertTransition> IsDelivered)>
        _registries = new();
    private TargetWorker[] _workers = [];
    private bool _isStopped;

    internal void Follow(SloRegistry registry, Predicate<SloAlertTransition>? isDelivered = null) =>
        _registries[(registry.Set, registry.Scope)] = (registry, isDelivered ?? (_ => true));

    /// <summary>Posts to all targets, or to some of them.</summary>
    /// <param name="transition">What happened.</param>
    /// <param name="isWanted">Which targets, by their names; null: all.</param>
    internal void Post(SloAlertTransition transition, Predicate<string>? isWanted = null)
    {
        lock (_posting)
        {
            foreach (TargetWorker worker in _workers.Where(worker => isWanted?.Invoke(worker.Profile.Name) != false))
            {
                worker.Post(transition);
            }
        }
    }

    /// <summary>The names of all targets, whether each has a pending notification of an alert, and whether alerts are repeated to
    /// it.</summary>
    internal IReadOnlyList<(string Name, bool IsPending, bool IsRepeated)> Pending(string fingerprint)
    {
        lock (_posting)
        {
            return
            [
                .. _workers.Select(worker =>
                    (worker.Profile.Name, worker.IsPending(fingerprint), worker.Profile.Policy.RepeatInterval is not null)),
            ];
        }
    }

    /// <summary>Drops pending notifications of some alerts, and stops their repetition.</summary>
    internal void Forget(Predicate<SloAlertTransition> kind)
    {
        lock (_posting)
        {
            Array.ForEach(_workers, worker => worker.Forget(kind));
        }
    }

    /// <summary>Replaces the targets. Those that stay keep their pending notifications; new ones get all firing alerts.</summary>
    /// <returns>The names of the targets that changed.</returns>
    internal SloDefinitionChanges Replace(SloNotificationOptions options)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return new([], [], [], []);
            }

            TargetWorker[] removed;
            List<string> added = [];
            List<string> changed = [];
            lock (_posting)
            {
                removed = Exchange(options, added, changed);
            }

            foreach (TargetWorker worker in removed)
            {
                worker.Remove();
                worker.Profile.Target.Release(_log);
            }

            return new(added, [.. removed.Select(worker => worker.Profile.Name)], changed, []);
        }
    }

    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        TargetWorker[] workers;
        lock (_gate)
        {
            _isStopped = true;
            lock (_posting)
            {
                workers = _workers;
                _workers = [];
            }
        }

        await Task.WhenAll(workers.Select(worker => worker.StopAsync(cancellationToken))).ConfigureAwait(false);
        await Task.WhenAll(workers.Select(worker => worker.Profile.Target.Release(_log)))
            .WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Only of the same incident: later incidents have transitions of their own.
    private SloStatus? Live(SloAlertTransition transition) =>
        _registries.TryGetValue((transition.Set, transition.Scope), out (SloRegistry Registry, Predicate<SloAlertTransition>) followed)
        && followed.Registry.TryGet(transition.Name, out SloTracker? tracker)
        && Status(tracker, transition.Group) is { Alert: { Severity: { } severity, StartedAt: { } started } } status
        && severity == transition.After && started == transition.StartedAt
            ? status
            : null;

    private static SloStatus? Status(SloTracker tracker, string? group) =>
        group is null ? tracker.Status : tracker.GetGroupStatuses().GetValueOrDefault(group);

    private static IEnumerable<SloAlertTransition> Firing((SloRegistry Registry, Predicate<SloAlertTransition> IsDelivered) followed) =>
        FiringAlerts.Of(followed.Registry).Where(one => followed.IsDelivered(one));

    /// <returns>The workers that are no longer used.</returns>
    private TargetWorker[] Exchange(SloNotificationOptions options, List<string> added, List<string> changed)
    {
        var old = _workers.ToDictionary(worker => worker.Profile.Name, StringComparer.OrdinalIgnoreCase);
        TargetContext context = new(options.Instance, time, Live, transition => routes?.Of(transition));
        SloAlertTransition[] firing = [.. _registries.Values.SelectMany(Firing)];
        List<TargetWorker> workers = [];
        List<Action> changes = [];
        foreach (TargetProfile profile in options.Profiles)
        {
            // With another protocol, the worker cannot be reused.
            if (old.TryGetValue(profile.Name, out TargetWorker? worker) && worker.Profile.Target.GetType() == profile.Target.GetType())
            {
                old.Remove(profile.Name);
                TargetWorker kept = worker;
                SloNotificationTarget unused = profile.Target;
                if (!profile.IsSameAs(kept.Profile))
                {
                    unused = kept.Profile.Target;
                    changes.Add(() => kept.Change(profile, firing));
                    changed.Add(profile.Name);
                }

                changes.Add(() => unused.Release(_log));
            }
            else
            {
                TargetWorker next = worker = new TargetWorker(profile, context, instruments, _log);
                changes.Add(() => next.Start(firing));
                added.Add(profile.Name);
            }

            workers.Add(worker);
        }

        // Only now that everything is built: a worker that was started and is not kept would send besides the one of the next reload.
        changes.ForEach(change => change());
        _workers = [.. workers];
        return [.. old.Values];
    }
}
