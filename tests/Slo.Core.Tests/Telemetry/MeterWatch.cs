using System.Diagnostics.Metrics;
using Slo.Testing;

namespace Slo.Tests.Telemetry;

/// <summary>A meter factory and a listener for the meters it made, and for no others in the process.</summary>
internal sealed class MeterWatch : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly List<(Instrument Instrument, double Value, string Tags)> _measured = [];

    internal MeterWatch()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    internal List<Instrument> Instruments { get; } = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        Meter meter = new(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    /// <summary>What all instruments say now, with what histograms said since the last time.</summary>
    internal List<(Instrument Instrument, double Value, string Tags)> Collect()
    {
        _listener.RecordObservableInstruments();
        lock (_measured)
        {
            List<(Instrument, double, string)> measured = [.. _measured];
            _measured.Clear();
            return measured;
        }
    }

    /// <summary>The measurements of one instrument, as <c>tags = value</c>.</summary>
    internal Dictionary<string, double> Collect(string instrument) =>
        Collect().Where(item => item.Instrument.Name == instrument).ToDictionary(item => item.Tags, item => item.Value);

    /// <summary>The measurements of an instrument that is recorded from the thread pool, once there are any.</summary>
    internal async Task<Dictionary<string, double>> AwaitAsync(string instrument)
    {
        Dictionary<string, double> measured = [];
        await Eventually.TrueAsync(() => (measured = Collect(instrument)).Count > 0, instrument);
        return measured;
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_measured)
        {
            _measured.Add((instrument, value, text));
        }
    }
}
