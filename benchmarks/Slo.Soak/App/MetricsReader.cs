using System.Diagnostics.Metrics;

namespace Slo.Soak.App;

/// <summary>Collects every instrument of the meter, as an exporter does.</summary>
internal sealed class MetricsReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _measurements;

    internal MetricsReader(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name == SloTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, _, _, _) => Count());
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Count());
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Count());
        _listener.Start();
    }

    internal long Measurements => Interlocked.Read(ref _measurements);

    public void Dispose() => _listener.Dispose();

    internal Task ReadAsync()
    {
        _listener.RecordObservableInstruments();
        return Task.CompletedTask;
    }

    private void Count() => Interlocked.Increment(ref _measurements);
}
