using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Slo.Hosting.Health;

/// <summary>The health of one objective: reads the published status, no I/O. Degraded by default, because replicas share a budget.</summary>
internal sealed class SloHealthCheck(SloRegistry registry, TimeProvider time, TimeSpan interval, string objective, HealthStatus whenExhausted)
    : IHealthCheck
{
    // Without an evaluation for this many intervals the numbers are old, and saying "healthy" would be a guess.
    internal const int StaleIntervals = 5;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(registry.TryGet(objective, out SloTracker? tracker)
            ? Check(tracker.Status)
            : HealthCheckResult.Degraded($"objective '{objective}' is no longer tracked"));

    internal static bool IsStale(SloStatus status, TimeProvider time, TimeSpan interval) =>
        time.GetUtcNow() - status.AsOf > StaleIntervals * Max(interval, TimeSpan.FromSeconds(1));

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private HealthCheckResult Check(SloStatus status)
    {
        var data = SloHealthData.Of(status);
        if (IsStale(status, time, interval))
        {
            return HealthCheckResult.Degraded(FormattableString.Invariant($"not evaluated since {status.AsOf:O}"), data: data);
        }

        HealthStatus health = status.State switch
        {
            SloState.Exhausted => whenExhausted,
            SloState.AtRisk => HealthStatus.Degraded,
            _ => HealthStatus.Healthy,
        };
        return new HealthCheckResult(health, SloHealthData.Describe(status), data: data);
    }
}
