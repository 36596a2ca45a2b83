using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.OpenTelemetry;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the metrics of Slo to OpenTelemetry.</summary>
public static class MeterProviderBuilderSloExtensions
{
    /// <summary>
    /// Collects the meter <see cref="SloTelemetry.MeterName"/>: events, compliance, error budgets, burn rates. Instruments that need more
    /// series than the SDK keeps by default (2,000) get a view with twice the limit that the objectives declared by then need.
    /// </summary>
    /// <param name="builder">The builder; calling twice collects once.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddSloInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(SloTelemetry.MeterName).ConfigureServices(services =>
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
