using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Slo.Hosting.Health;

/// <summary>All objectives as one check: the worst of them decides.</summary>
internal sealed class SloAggregateHealthCheck(SloRegistry registry, TimeProvider time, TimeSpan interval, HealthStatus whenExhausted) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        SloStatus[] statuses = [.. registry.Trackers.Select(tracker => tracker.Status)];
        Dictionary<string, object> data = statuses.ToDictionary(
            status => status.Objective.Name, object (status) => status.State.ToString(), StringComparer.Ordinal);

        HealthStatus health = HealthStatus.Healthy;
        List<string> complaints = [];
        foreach (SloStatus status in statuses)
        {
            HealthStatus own = SloHealthCheck.IsStale(status, time, interval) ? HealthStatus.Degraded
                : status.State == SloState.Exhausted ? whenExhausted
                : status.State == SloState.AtRisk ? HealthStatus.Degraded
                : HealthStatus.Healthy;
            if (own != HealthStatus.Healthy)
            {
                complaints.Add($"{status.Objective.Name}: {SloHealthData.Describe(status)}");
            }

            health = own < health ? own : health;
        }

        var description = complaints.Count == 0 ? $"{statuses.Length} objectives, none at risk" : string.Join("; ", complaints);
        return Task.FromResult(new HealthCheckResult(health, description, data: data));
    }
}
