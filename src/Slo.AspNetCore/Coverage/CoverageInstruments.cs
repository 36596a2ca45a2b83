using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Coverage;

/// <summary>An observable counter of all requests, by whether they feed an objective. It reads counts that exist, so a request costs
/// nothing more.</summary>
internal sealed class CoverageInstruments
{
    private readonly Func<SloEventCounts> _read;

    public CoverageInstruments(IServiceProvider services)
        : this(services.GetService<IMeterFactory>(), () => services.GetRequiredService<RequestCounting>().Requests)
    {
    }

    /// <param name="meters">Null: there is no meter.</param>
    /// <param name="read">The requests since the start: good are those that fed an objective.</param>
    internal CoverageInstruments(IMeterFactory? meters, Func<SloEventCounts> read)
    {
        _read = read;
        meters?.Create(SloTelemetry.MeterName).CreateObservableCounter(
            "slo.requests", Measure, "{request}", "Requests of users, by whether they feed an objective.");
    }

    private Measurement<long>[] Measure()
    {
        SloEventCounts requests = _read();
        return [Of(requests.Good, isCovered: true), Of(requests.Bad, isCovered: false)];
    }

    private static Measurement<long> Of(long count, bool isCovered) =>
        new(count, new KeyValuePair<string, object?>("slo.request.covered", isCovered));
}
