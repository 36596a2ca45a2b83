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
    private Drained? _drained;

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
        Reason? why = Worse(peers) ?? Held(peers);
        if (why is null)
        {
            _drained = null;
            return HealthCheckResult.Healthy("takes traffic");
        }

        if (why.Refusal is { } refusal)
        {
            _drained = null;
            return HealthCheckResult.Degraded($"{why.Text}; it stays, because {refusal}");
        }

        _drained ??= new(time.GetTimestamp(), time.GetUtcNow(), why.Text);
        return new(failureStatus, why.IsHeld ? why.Text : $"drained: {why.Text}");
    }

    // A stale fleet is no comparison. Of several objectives, one by which the instance may leave decides.
    private Reason? Worse(SloFleet peers)
    {
        if (peers.StaleSince is not null)
        {
            return null;
        }

        IEnumerable<string> names = options.Objectives.Count > 0
            ? options.Objectives.Where(name => peers.Registry.TryGet(name, out _))
            : peers.Registry.Trackers.Select(tracker => tracker.Objective.Name);
        Reason? refused = null;
        foreach (var name in names)
        {
            SloOutlier outlier = peers.Compare(name);
            if (DrainRules.IsMuchWorse(outlier, peers.Registry.Get(name).Objective.TargetRatio, options.MinimumFactor))
            {
                Reason reason = new(Text(name, outlier), Refusal(peers, DrainRules.AsBad(outlier, peers.Members.Reporting - 1)));
                if (reason.Refusal is null)
                {
                    return reason;
                }

                refused ??= reason;
            }
        }

        return refused;
    }

    // A drained instance has no traffic, so the comparison has no verdict. The rest of the fleet is still checked.
    private Reason? Held(SloFleet peers) =>
        _drained is { } drained && time.GetElapsedTime(drained.Start) < options.MinimumDuration && peers.StaleSince is null
            ? new(
                $"drained since {drained.Since.ToString("u", CultureInfo.InvariantCulture)}: {drained.Why}", Refusal(peers, asBad: 0), true)
            : null;

    private string? Refusal(SloFleet peers, int asBad) =>
        DrainRules.Refusal(peers.Members, peers.IsPartial, asBad, options.MaximumShareRatio);

    private static string Text(string name, in SloOutlier outlier) => string.Create(
        CultureInfo.InvariantCulture,
        $"worse than the fleet for '{name}': {outlier.Own.Bad} of {outlier.Own.Total} bad here, "
            + $"{outlier.Others.Bad} of {outlier.Others.Total} elsewhere");

    private sealed record Drained(long Start, DateTimeOffset Since, string Why);

    private sealed record Reason(string Text, string? Refusal, bool IsHeld = false);
}
