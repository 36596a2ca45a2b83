namespace Slo;

/// <summary>Names for other libraries that collect the telemetry of this one.</summary>
public static class SloTelemetry
{
    /// <summary>The name of the meter: pass it to <c>AddMeter</c>, or call <c>AddSloInstrumentation</c> of Slo.OpenTelemetry.</summary>
    public const string MeterName = "Slo";

    /// <summary>
    /// The name of a second meter, with a counter of bad events that is incremented while an event is recorded. OpenTelemetry can take the
    /// trace of the event as an exemplar then, which it cannot where counters are read later. Collect it only for that
    /// (<c>AddSloInstrumentation(exemplars: true)</c>): it costs each bad event what the SDK takes for a measurement, good events
    /// nothing. docs/insight.md describes it.
    /// </summary>
    public const string ExemplarMeterName = "Slo.Exemplars";
}
