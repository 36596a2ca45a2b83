using System.Diagnostics.Metrics;

namespace Slo.Hosting.Policies;

/// <summary>The instrument of policies on the meter (docs/metrics.md).</summary>
internal static class PolicyInstruments
{
    internal static void AddTo(IMeterFactory? meters, SloPolicies policies) =>
        meters?.Create(SloTelemetry.MeterName).CreateObservableGauge(
            "slo.policy.levels",
            () => policies.Statuses.GroupBy(status => (status.Policy.Name, status.Objective)).Select(levels => new Measurement<int>(
                levels.Count(level => level.IsInForce), new KeyValuePair<string, object?>("slo.policy.name", levels.Key.Name),
                new KeyValuePair<string, object?>("slo.name", levels.Key.Objective))),
            "{level}", "How many levels of an error-budget policy are in force.");
}
