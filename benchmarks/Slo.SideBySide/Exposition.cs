using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Slo.SideBySide;

/// <summary>The counters of the meter <c>Slo</c> in Prometheus' text format: what an exporter makes of them, no more.</summary>
internal sealed class Exposition : IDisposable
{
    internal const string Metric = "slo_events_total";

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private StringBuilder _text = new();

    internal Exposition(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "slo.events")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Write(value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    internal string Read()
    {
        lock (_gate)
        {
            _text = new StringBuilder($"# TYPE {Metric} counter\n");
            _listener.RecordObservableInstruments();
            return _text.ToString();
        }
    }

    private void Write(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> labels = [];
        foreach ((string key, object? label) in tags)
        {
            labels.Add($"{key.Replace('.', '_')}=\"{label}\"");
        }

        _text.Append(CultureInfo.InvariantCulture, $"{Metric}{{{string.Join(',', labels)}}} {value}\n");
    }
}
