using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Shedding;

/// <summary>Counts shed requests for an observable counter of the meter of each set, so that no code of a listener runs in a
/// request.</summary>
internal sealed class ShedInstruments
{
    private readonly ConcurrentDictionary<(ShedMetadata Shed, SloCriticality Criticality), long> _counts = new();

    public ShedInstruments(IServiceProvider services)
    {
        foreach (var set in AppSets.Of(services).Select(registry => registry.Set))
        {
            MetersOf(services, set)?.Create(SloTelemetry.MeterName).CreateObservableCounter(
                "slo.requests.shed",
                () => Measure(set),
                "{request}",
                "Requests that were shed to protect an objective.");
        }
    }

    internal void Count(ShedMetadata shed, SloCriticality criticality) =>
        _counts.AddOrUpdate((shed, criticality), 1, static (_, before) => before + 1);

    private static IMeterFactory? MetersOf(IServiceProvider services, string set) =>
        set.Length == 0 ? services.GetService<IMeterFactory>() : services.GetKeyedService<IMeterFactory>(set);

    private IEnumerable<Measurement<long>> Measure(string set) => _counts.Where(count => count.Key.Shed.Set == set).Select(
        count => new Measurement<long>(
            count.Value, new("slo.name", count.Key.Shed.Objective), new("slo.criticality", Word(count.Key.Criticality))));

    private static string Word(SloCriticality criticality) => criticality == SloCriticality.Important ? "important" : "optional";
}
