using System.Diagnostics.Metrics;

namespace Slo.Throughput.Http;

/// <summary>Meters under names without listeners: OpenTelemetry listens to all hosts of a process, and must listen to one only.</summary>
internal sealed class QuietMeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Meter meter = new($"quiet.{options.Name}", options.Version);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
