using System.Diagnostics.Metrics;

namespace Slo.Hosting.Sets;

/// <summary>The meters of a named set: the host's, tagged with the set's name, so that no two sets report through one instrument.</summary>
/// <param name="set">The name of the set.</param>
/// <param name="host">The host's factory; null: meters of no host.</param>
internal sealed class NamedSetMeters(string set, IMeterFactory? host) : IMeterFactory
{
    private readonly List<Meter> _own = [];

    public Meter Create(MeterOptions options)
    {
        options.Tags = [.. options.Tags ?? [], new("slo.set", set)];

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
