using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Slo;

namespace Worker;

/// <summary>Does one small job after the other; one in twenty fails.</summary>
internal sealed class JobRunner(SloRegistry registry, IMeterFactory meters, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SloTracker jobs = registry.Get("jobs");
        meters.Create("Worker").CreateObservableGauge("queue.age", () => Random.Shared.Next(0, 32), "s");
        while (!stoppingToken.IsCancellationRequested)
        {
            using SloMeasurement job = jobs.Start();                  // counted once, when disposed
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                job.MarkIgnored();
            }
            else if (Random.Shared.Next(20) == 0)
            {
                job.MarkBad("unlucky");
            }
            else
            {
                job.MarkGood();
            }
        }
    }
}
