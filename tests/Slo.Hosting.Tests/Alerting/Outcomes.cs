using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>What the counters of one host say, by instrument and tags: <c>slo.notifications ops delivered</c>.</summary>
internal sealed class Outcomes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    internal Outcomes(IHost host)
    {
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && (!instrument.IsObservable || instrument.Name is "slo.alert.handled" or "slo.notifications"))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        _listener.Start();
    }

    internal IReadOnlyDictionary<string, long> All => Collected();

    internal long this[string name] => Collected().GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private ConcurrentDictionary<string, long> Collected()
    {
        _listener.RecordObservableInstruments();
        return _counts;
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value?.ToString() ?? "")]);
        _counts.AddOrUpdate(name, value, (_, before) => instrument.IsObservable ? value : before + value);
    }
}
