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
    private readonly IMeterFactory? _meters;

    // Now, and not when an instrument appears: that may be while its registry is being created.
    public SeriesLimits(IServiceProvider services)
    {
        _statuses = [.. Registries(services).SelectMany(registry => registry.Trackers).Select(tracker => tracker.Status)];
        _meters = services.GetService<IMeterFactory>();
    }

    /// <summary>The view of an instrument, or null: it keeps the limit of the SDK.</summary>
    internal MetricStreamConfiguration? Of(Instrument instrument)
    {
        // The meter of another host in the process is not for this one to configure.
        if (instrument.Meter.Name is not (SloTelemetry.MeterName or SloTelemetry.ExemplarMeterName)
            || (instrument.Meter.Scope is { } scope && scope != _meters))
        {
            return null;
        }

        var series = _statuses.Sum(status => SeriesOf(instrument.Name, status));
        return series > DefaultOfTheSdk / Reserve ? new MetricStreamConfiguration { CardinalityLimit = Reserve * series } : null;
    }

    private static int SeriesOf(string instrument, SloStatus status) => instrument switch
    {
        "slo.events" => 2,

        // Good and bad; also the group of all others and the one without a value.
        "slo.group.events" => status.Objective.Grouping is { } grouping ? 2 * (grouping.Maximum + 2) : 0,
        "slo.burn_rate" => status.Windows.Count,
        "slo.alert.active" => 2,

        // Four kinds of transitions, two severities.
        "slo.alert.transitions" => 8,
        "slo.events.ignored" or "slo.events.bad" or "slo.sli.ratio" or "slo.objective.ratio" or "slo.error_budget.remaining.ratio"
            or "slo.error_budget.exhaustion.time" or "slo.window.coverage.ratio" => 1,
        _ => 0,
    };

    private static IEnumerable<SloRegistry> Registries(IServiceProvider services) =>
        services.GetServices<SloRegistry>().Concat(
            services is IKeyedServiceProvider ? services.GetKeyedServices<SloRegistry>(KeyedService.AnyKey) : []);
}
