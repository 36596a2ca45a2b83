namespace Slo;

/// <summary>Names for other libraries that collect the telemetry of this one.</summary>
public static class SloTelemetry
{
    /// <summary>The name of the meter: pass it to <c>AddMeter</c>, or call <c>AddSloInstrumentation</c> of Slo.OpenTelemetry.</summary>
    public const string MeterName = "Slo";
}
