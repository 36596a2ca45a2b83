namespace Slo;

/// <summary>Names by which other libraries find this one's telemetry.</summary>
public static class SloTelemetry
{
    /// <summary>The name of the meter: pass it to <c>AddMeter</c>, or call <c>AddSloInstrumentation</c> of Slo.OpenTelemetry.</summary>
    public const string MeterName = "Slo";
}
