using Slo;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the metrics of Slo to OpenTelemetry.</summary>
public static class MeterProviderBuilderSloExtensions
{
    /// <summary>Collects the meter <see cref="SloTelemetry.MeterName"/>: events, compliance, error budgets, burn rates.</summary>
    /// <param name="builder">The builder; calling twice collects once.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddSloInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(SloTelemetry.MeterName);
    }
}
