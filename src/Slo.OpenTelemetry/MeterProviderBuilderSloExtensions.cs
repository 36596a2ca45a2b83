using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.OpenTelemetry;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the metrics of Slo to OpenTelemetry.</summary>
public static class MeterProviderBuilderSloExtensions
{
    /// <summary>
    /// Collects the meter <see cref="SloTelemetry.MeterName"/>: events, compliance, error budgets, burn rates.
    /// </summary>
    /// <param name="builder">The builder; calling twice collects once.</param>
    /// <param name="setSeriesLimits">
    /// Whether instruments that need more series than the SDK keeps by default (2,000) get a view with twice the limit that the objectives
    /// need which the registries in the services track by then. Set it to false if views of your own are for these instruments: the SDK
    /// exports an instrument once for each view. Default true.
    /// </param>
    /// <param name="exemplars">
    /// Whether bad events are also counted while they are recorded, as <c>slo.events.bad</c>, so that the SDK can take their traces as
    /// exemplars, if <c>SetExemplarFilter(ExemplarFilterType.TraceBased)</c> says so. The listeners of that counter run within the request
    /// of each bad event. Default false.
    /// </param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddSloInstrumentation(
        this MeterProviderBuilder builder, bool setSeriesLimits = true, bool exemplars = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddMeter(SloTelemetry.MeterName);
        if (exemplars)
        {
            builder.AddMeter(SloTelemetry.ExemplarMeterName);
        }

        return !setSeriesLimits ? builder : builder.ConfigureServices(services =>
        {
            // A second view of the same instrument would be a second stream.
            if (services.All(service => service.ServiceType != typeof(SeriesLimits)))
            {
                services.AddSingleton<SeriesLimits>();
                services.ConfigureOpenTelemetryMeterProvider(
                    (provider, metrics) => metrics.AddView(provider.GetRequiredService<SeriesLimits>().Of));
            }
        });
    }
}
