using System.Diagnostics.Metrics;

namespace Slo.Hosting.Sets;

/// <summary>The meters of one registry of several: the host's, with a tag, so that no two report through one instrument.</summary>
/// <param name="tag">The name of the tag.</param>
/// <param name="value">Of a named set its name, of the scope of a fleet <c>fleet</c>.</param>
/// <param name="host">The host's factory; null: meters of no host.</param>
internal sealed class TaggedMeters(string tag, string value, IMeterFactory? host) : IMeterFactory
{
    private readonly List<Meter> _own = [];

    public Meter Create(MeterOptions options)
    {
        options.Tags = [.. options.Tags ?? [], new(tag, value)];

        // The scope is the host, which says so itself.
        options.Scope = null;
        if (host is not null)
        {
            return host.Create(options);
        }

        Meter meter = new(options);
        _own.Add(meter);
        return meter;
    }

    public void Dispose() => _own.ForEach(meter => meter.Dispose());
}
