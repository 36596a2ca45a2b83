using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Slo.Hosting.Health;

/// <summary>
/// The health of one objective: reads the published status, no I/O. Degraded by default, because replicas share a budget.
/// </summary>
internal sealed class SloHealthCheck(
    SloRegistry registry, TimeProvider time, TimeSpan interval, string objective, HealthStatus whenExhausted)
    : IHealthCheck
{
    // Without an evaluation for this many intervals the numbers are old, and saying "healthy" would be a guess.
    internal const int StaleIntervals = 5;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!registry.TryGet(objective, out SloTracker? tracker))
        {
            return Task.FromResult(HealthCheckResult.Degraded($"objective '{objective}' is no longer tracked"));
        }

        SloStatus status = tracker.Status;
        (HealthStatus health, string description) = Judge(tracker, status, time, interval, whenExhausted);
        return Task.FromResult(new HealthCheckResult(health, description, data: SloHealthData.Of(status)));
    }

    /// <summary>The health of a status and its description. How old the counts are that are fed, those say who feed them.</summary>
    internal static (HealthStatus Health, string Description) Judge(
        SloTracker tracker, SloStatus status, TimeProvider time, TimeSpan interval, HealthStatus whenExhausted)
    {
        if (!tracker.IsFed && time.GetUtcNow() - status.AsOf > StaleIntervals * Max(interval, TimeSpan.FromSeconds(1)))
        {
            return (HealthStatus.Degraded, FormattableString.Invariant($"not evaluated since {status.AsOf:O}"));
        }

        string description = SloHealthData.Describe(status);
        return status.State switch
        {
            SloState.Exhausted => (whenExhausted, description),
            SloState.AtRisk => (HealthStatus.Degraded, description),
            // Silence pages without data, and a rule that keeps firing pages on a budget that is fine again.
            _ when status.Alert.Firing.FirstOrDefault(rule => rule.Rule.Severity == AlertSeverity.Page).Rule is { } rule => (
                HealthStatus.Degraded, $"{description}, {rule}"),
            _ => (HealthStatus.Healthy, description),
        };
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
