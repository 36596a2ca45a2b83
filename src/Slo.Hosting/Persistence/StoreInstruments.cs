using System.Diagnostics.Metrics;

namespace Slo.Hosting.Persistence;

/// <summary>
/// How the store does, as instruments of the meter (docs/metrics.md lists them). All are observable: a listener that blocks delays no save.
/// One writer, because there is one call of the store at a time.
/// </summary>
internal sealed class StoreInstruments
{
    private volatile Totals _totals = new(0, 0, null);

    internal StoreInstruments(IMeterFactory? meters, TimeProvider time, SloLedger ledger)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        meter?.CreateObservableGauge("slo.store.save.duration", () => OfLast(last => last.Duration), "s", "How long the last save took.");
        meter?.CreateObservableGauge(
            "slo.store.save.age", () => OfLast(last => time.GetElapsedTime(last.EndedAt)), "s", "The time since the last save.");
        meter?.CreateObservableCounter("slo.store.written", () => _totals.Bytes, "By", "What was written to the store.");
        meter?.CreateObservableCounter("slo.store.failures", () => _totals.Failures, "{failure}", "Calls of the store that failed.");
        meter?.CreateObservableCounter(
            "slo.store.ledger.lost", () => ledger.LostCount, "{entry}",
            "Entries of the ledger that were dropped before the store had them.");
    }

    internal void Failed() => _totals = _totals with { Failures = _totals.Failures + 1 };

    /// <param name="bytes">How much was written.</param>
    /// <param name="at">The timestamp of the end.</param>
    /// <param name="duration">How long it took.</param>
    internal void Saved(long bytes, long at, TimeSpan duration) =>
        _totals = _totals with { Bytes = _totals.Bytes + bytes, Last = new(at, duration) };

    // Nothing before the first save.
    private IEnumerable<Measurement<double>> OfLast(Func<Save, TimeSpan> value) =>
        _totals.Last is { } last ? [new(value(last).TotalSeconds)] : [];

    private sealed record Totals(long Bytes, long Failures, Save? Last);

    private sealed record Save(long EndedAt, TimeSpan Duration);
}
