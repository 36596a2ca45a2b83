using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Slo.OpenTelemetry;

/// <summary>
/// How many series each instrument may have. The SDK keeps 2,000 of a metric and adds up all others in one, without a message: 400
/// objectives have 2,800 burn rates.
/// </summary>
internal sealed class SeriesLimits
{
    private const int DefaultOfTheSdk = 2_000;

    // Room for objectives that a reload adds.
    private const int Reserve = 2;

    private readonly SloStatus[] _statuses;

    // Now, and not when an instrument appears: that may be while its registry is being created.
    public SeriesLimits(IServiceProvider services) =>
        _statuses = [.. Registries(services).SelectMany(registry => registry.Trackers).Select(tracker => tracker.Status)];

    /// <summary>The view of an instrument, or null: it keeps the limit of the SDK.</summary>
    internal MetricStreamConfiguration? Of(Instrument instrument)
    {
        if (instrument.Meter.Name != SloTelemetry.MeterName)
        {
            return null;
        }

        var series = _statuses.Sum(status => SeriesOf(instrument.Name, status));
        return series > DefaultOfTheSdk / Reserve ? new MetricStreamConfiguration { CardinalityLimit = Reserve * series } : null;
    }

    private static int SeriesOf(string instrument, SloStatus status) => instrument switch
    {
        // Good and bad; of groups also the one of all others and the one without a value.
        "slo.events" => 2 * (status.Objective.Grouping is { } grouping ? grouping.Maximum + 2 : 1),
        "slo.burn_rate" => status.Windows.Count,
        "slo.alert.active" => 2,

        // Four kinds of transitions, two severities.
        "slo.alert.transitions" => 8,
        _ => 1,
    };

    private static IEnumerable<SloRegistry> Registries(IServiceProvider services) =>
        services.GetServices<SloRegistry>().Concat(
            services is IKeyedServiceProvider ? services.GetKeyedServices<SloRegistry>(KeyedService.AnyKey) : []);
}
