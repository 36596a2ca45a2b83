using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// How the sources of a set do, as instruments of the meter (docs/metrics.md lists them). All are observable: a listener that blocks delays
/// no poll.
/// </summary>
internal sealed class SourceInstruments
{
    private readonly ConcurrentDictionary<(string Source, bool HasFailed), long> _polls = new();

    internal SourceInstruments(IMeterFactory? meters, Func<IEnumerable<(string Source, TimeSpan Lag)>> lags)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        meter?.CreateObservableCounter(
            "slo.source.polls",
            () => _polls.Select(count => new Measurement<long>(
                count.Value, new("slo.source.name", count.Key.Source), new("slo.source.outcome", count.Key.HasFailed ? "failed" : "ok"))),
            "{poll}", "Polls of a source, one for each objective.");
        meter?.CreateObservableGauge(
            "slo.source.lag",
            () => lags().Select(lag => new Measurement<double>(
                lag.Lag.TotalSeconds, new KeyValuePair<string, object?>("slo.source.name", lag.Source))),
            "s", "How far the objective of a source that is most behind is behind now.");
    }

    internal void Polled(string source, bool hasFailed) => _polls.AddOrUpdate((source, hasFailed), 1, (_, count) => count + 1);
}
