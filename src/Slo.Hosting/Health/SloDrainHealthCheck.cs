using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Slo.Hosting.Health;

/// <summary>
/// Whether this instance may take traffic. A low budget is no reason: replicas share it, and all of them would leave at once.
/// </summary>
internal sealed class SloDrainHealthCheck(
    SloDrain drain, SloFleet? fleet, SloDrainOptions options, HealthStatus failureStatus, TimeProvider time)
    : IHealthCheck
{
    private readonly Lock _gate = new();
    private (DateTimeOffset Since, string Why)? _worse;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.Reason is { } reason)
        {
            return Task.FromResult(new HealthCheckResult(failureStatus, $"drained on request: {reason}"));
        }

        if (fleet is null || !options.WhenWorse)
        {
            return Task.FromResult(HealthCheckResult.Healthy("takes traffic"));
        }

        lock (_gate)
        {
            return Task.FromResult(Judge(fleet));
        }
    }

    private HealthCheckResult Judge(SloFleet peers)
    {
        DateTimeOffset now = time.GetUtcNow();
        var why = Worse(peers);
        if (_worse is { } drained && why is null && now - drained.Since < options.MinimumDuration && peers.StaleSince is null)
        {
            return new(failureStatus, $"drained since {drained.Since.ToString("u", CultureInfo.InvariantCulture)}: {drained.Why}");
        }

        if (why is null)
        {
            _worse = null;
            return HealthCheckResult.Healthy("takes traffic");
        }

        if (Refusal(peers) is { } refusal)
        {
            _worse = null;
            return HealthCheckResult.Degraded($"{why}; it stays, because {refusal}");
        }

        _worse ??= (now, why);
        return new(failureStatus, $"drained: {why}");
    }

    // A stale fleet is no comparison.
    private string? Worse(SloFleet peers)
    {
        if (peers.StaleSince is not null)
        {
            return null;
        }

        IEnumerable<string> names = options.Objectives.Count > 0
            ? options.Objectives.Where(name => peers.Registry.TryGet(name, out _))
            : peers.Registry.Trackers.Select(tracker => tracker.Objective.Name);
        foreach (var name in names)
        {
            if (peers.Compare(name) is { Verdict: SloOutlierVerdict.Worse } outlier)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"worse than the fleet for '{name}': {outlier.Own.Bad} of {outlier.Own.Total} bad here, "
                        + $"{outlier.Others.Bad} of {outlier.Others.Total} elsewhere");
            }
        }

        return null;
    }

    private string? Refusal(SloFleet peers)
    {
        SloFleetMembers members = peers.Members;
        var missing = members.Total - members.Reporting + 1;
        return peers.IsPartial ? "too few instances report"
            : missing > options.MaximumShareRatio * members.Total ? string.Create(
                CultureInfo.InvariantCulture, $"{missing} of {members.Total} instances would be missing")
            : null;
    }
}
