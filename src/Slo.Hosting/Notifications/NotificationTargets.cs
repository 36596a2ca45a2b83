using Microsoft.Extensions.Logging;
using Slo.Hosting.Alerting;

namespace Slo.Hosting.Notifications;

/// <summary>All targets of a host.</summary>
internal sealed class NotificationTargets(TimeProvider time, AlertInstruments instruments, ILogger<NotificationTargets> logger)
{
    private readonly Lock _gate = new();
    private volatile TargetWorker[] _workers = [];
    private bool _isStopped;

    internal void Post(SloAlertTransition transition)
    {
        foreach (TargetWorker worker in _workers)
        {
            worker.Post(transition);
        }
    }

    /// <summary>Makes these the targets. Those that stay keep what they are still to be told.</summary>
    internal void Replace(SloNotificationOptions options)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            var old = _workers.ToDictionary(worker => worker.Target.Name, StringComparer.OrdinalIgnoreCase);
            List<TargetWorker> workers = [];
            foreach (SloNotificationTarget target in options.Targets)
            {
                // A format is told in its own way; with another one everything begins anew.
                if (old.TryGetValue(target.Name, out TargetWorker? worker) && worker.Target.Type == target.Type)
                {
                    old.Remove(target.Name);
                    if (!target.IsSameAs(worker.Target))
                    {
                        worker.Change(target);
                    }
                }
                else
                {
                    worker = new TargetWorker(target, options.Instance, time, instruments, logger);
                    worker.Start();
                }

                workers.Add(worker);
            }

            _workers = [.. workers];
            foreach (TargetWorker removed in old.Values)
            {
                removed.Dispose();
            }
        }
    }

    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        TargetWorker[] workers;
        lock (_gate)
        {
            _isStopped = true;
            workers = _workers;
            _workers = [];
        }

        await Task.WhenAll(workers.Select(worker => worker.StopAsync(cancellationToken))).ConfigureAwait(false);
        foreach (TargetWorker worker in workers)
        {
            worker.Dispose();
        }
    }
}
