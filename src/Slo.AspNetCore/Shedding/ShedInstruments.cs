using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Slo.AspNetCore.Shedding;

/// <summary>Counts shed requests for an observable counter of the meter, so that no code of a listener runs in a request.</summary>
internal sealed class ShedInstruments
{
    private readonly ConcurrentDictionary<(string Objective, SloCriticality Criticality), long> _counts = new();

    public ShedInstruments(IMeterFactory? meters = null) => meters?.Create(SloTelemetry.MeterName).CreateObservableCounter(
        "slo.requests.shed",
        () => _counts.Select(count => new Measurement<long>(
            count.Value, new("slo.name", count.Key.Objective), new("slo.criticality", Word(count.Key.Criticality)))),
        "{request}",
        "Requests that were shed to protect an objective.");

    internal void Shed(string objective, SloCriticality criticality) =>
        _counts.AddOrUpdate((objective, criticality), 1, static (_, before) => before + 1);

    private static string Word(SloCriticality criticality) => criticality == SloCriticality.Important ? "important" : "optional";
}
