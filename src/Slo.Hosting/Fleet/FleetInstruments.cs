using System.Diagnostics.Metrics;

namespace Slo.Hosting.Fleet;

/// <summary>The instruments of a fleet on the meter (docs/metrics.md lists them). All are observable. One writer.</summary>
internal sealed class FleetInstruments
{
    private volatile Totals _totals = new(0, 0, null);

    internal FleetInstruments(IMeterFactory? meters, SloFleet fleet)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        meter?.CreateObservableGauge(
            "slo.fleet.exchange.duration", OfLast, "s", "Duration of the last exchange with the store of the fleet.");
        meter?.CreateObservableCounter(
            "slo.fleet.failures", () => _totals.Failures, "{failure}", "Failed calls to the store of the fleet.");
        meter?.CreateObservableGauge(
            "slo.fleet.backlog", () => _totals.Backlog, "{slice}", "Slices of this process that are not published yet.");
        meter?.CreateObservableGauge(
            "slo.fleet.instances", () => fleet.Members.Total, "{instance}", "Instances that report, or did so within the last minutes.");
        meter?.CreateObservableGauge(
            "slo.fleet.leading", () => fleet.IsLeading ? 1 : 0, "{instance}", "Whether this instance leads the fleet: 0 or 1.");
    }

    internal void Exchanged(TimeSpan duration, int backlog) => _totals = _totals with { Duration = duration, Backlog = backlog };

    internal void Failed(int backlog) => _totals = _totals with { Failures = _totals.Failures + 1, Backlog = backlog };

    // No measurement before the first answer.
    private IEnumerable<Measurement<double>> OfLast() => _totals.Duration is { } duration ? [new(duration.TotalSeconds)] : [];

    private sealed record Totals(long Failures, int Backlog, TimeSpan? Duration);
}
