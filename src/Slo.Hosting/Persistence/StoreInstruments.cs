using System.Diagnostics.Metrics;

namespace Slo.Hosting.Persistence;

/// <summary>
/// How the store does, as instruments of the meter (docs/metrics.md lists them). All are observable: a listener that blocks delays no save.
/// </summary>
internal sealed class StoreInstruments
{
    private long _written;
    private long _failures;
    private long _ticks = -1;
    private long _savedAt;

    internal StoreInstruments(IMeterFactory? meters, TimeProvider time)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        meter?.CreateObservableGauge(
            "slo.store.save.duration", () => Saved(ticks => TimeSpan.FromTicks(ticks)), "s", "How long the last save took.");
        meter?.CreateObservableGauge(
            "slo.store.save.age", () => Saved(_ => time.GetElapsedTime(Interlocked.Read(ref _savedAt))), "s",
            "The time since the last save.");
        meter?.CreateObservableCounter(
            "slo.store.written", () => Interlocked.Read(ref _written), "By", "What was written to the store.");
        meter?.CreateObservableCounter(
            "slo.store.failures", () => Interlocked.Read(ref _failures), "{failure}", "Calls of the store that failed.");
    }

    internal void Failed() => Interlocked.Increment(ref _failures);

    /// <param name="bytes">How much was written.</param>
    /// <param name="at">The timestamp of the end.</param>
    /// <param name="duration">How long it took.</param>
    internal void Saved(long bytes, long at, TimeSpan duration)
    {
        Interlocked.Add(ref _written, bytes);
        Interlocked.Exchange(ref _savedAt, at);
        Interlocked.Exchange(ref _ticks, duration.Ticks);
    }

    // Nothing before the first save.
    private IEnumerable<Measurement<double>> Saved(Func<long, TimeSpan> value) =>
        Interlocked.Read(ref _ticks) is >= 0 and var ticks ? [new(value(ticks).TotalSeconds)] : [];
}
