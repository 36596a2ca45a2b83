using Microsoft.Extensions.Diagnostics.HealthChecks;
using Slo.Hosting.Configuration;
using Slo.Hosting.Persistence;

namespace Slo.Hosting.Health;

/// <summary>All objectives as one check: the worst of them decides.</summary>
internal sealed class SloAggregateHealthCheck(
    SloRegistry registry, SloConfigurationState configuration, StoreState store, TimeProvider time, TimeSpan interval,
    HealthStatus whenExhausted, SloFleet? fleet)
    : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (SloTracker Tracker, SloStatus Status)[] statuses = [.. registry.Trackers.Select(tracker => (tracker, tracker.Status))];
        Dictionary<string, object> data = statuses.ToDictionary(
            one => one.Status.Objective.Name, object (one) => SloHealthData.Name(one.Status.State), StringComparer.Ordinal);

        HealthStatus health = HealthStatus.Healthy;
        List<string> complaints = [];
        foreach ((SloTracker tracker, SloStatus status) in statuses)
        {
            (HealthStatus own, string complaint) = SloHealthCheck.Judge(tracker, status, time, interval, whenExhausted);
            if (own != HealthStatus.Healthy)
            {
                complaints.Add($"{status.Objective.Name}: {complaint}");
            }

            health = own < health ? own : health;
        }

        string[] troubles = [.. Troubles()];
        if (troubles.Length > 0)
        {
            complaints.InsertRange(0, troubles);
            health = health < HealthStatus.Degraded ? health : HealthStatus.Degraded;
        }

        var description = complaints.Count == 0 ? $"{statuses.Length} objectives, none at risk" : string.Join("; ", complaints);
        return Task.FromResult(new HealthCheckResult(health, description, data: data));
    }

    // The details are in the log: a health page may be publicly readable.
    private IEnumerable<string> Troubles()
    {
        if (configuration.Refusal is not null)
        {
            yield return "the newest configuration was rejected, the last valid one is in force";
        }

        if (store.NotPersistedSince is { } since)
        {
            yield return FormattableString.Invariant($"not persisted since {since:O}");
        }

        if (store.Loss is not null)
        {
            yield return "state lost: the store could not give back all that was kept";
        }

        if (fleet?.StaleSince is { } heard)
        {
            yield return FormattableString.Invariant($"fleet stale since {heard:O}");
        }

        if (fleet is { IsPartial: true, StaleSince: null })
        {
            yield return FormattableString.Invariant(
                $"fleet partial: {fleet.Members.Reporting} of {fleet.Members.Total} instances report, too few for an alert to begin");
        }

        if (registry.Ledger.LostCount is > 0 and var lost)
        {
            yield return FormattableString.Invariant($"ledger entries lost: {lost} were dropped before the store had them");
        }
    }
}
