namespace Slo.Hosting.Sources.Polling;

/// <summary>The sources of a set that are in use.</summary>
internal sealed class SourceDirectory
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private IReadOnlyList<SourceGate> _gates = [];

    internal SourceDirectory(SloSourceOptions options, TimeProvider time)
    {
        _time = time;
        Replace(options);
    }

    internal IReadOnlyList<SourceGate> Gates
    {
        get
        {
            lock (_gate)
            {
                return _gates;
            }
        }
    }

    /// <summary>Whether a source answers the queries of this objective.</summary>
    internal bool Reads(SloObjective objective) =>
        objective.Indicator is QueryIndicator queries && Gates is { Count: > 0 } gates && SourceMatch.Of(queries, gates).Gate is not null;

    /// <summary>Replaces the sources. Those that stay the same keep the time until which they must not be called.</summary>
    internal SloDefinitionChanges Replace(SloSourceOptions options)
    {
        lock (_gate)
        {
            IReadOnlyList<SourceGate> before = _gates;
            _gates =
            [
                .. options.Profiles.Select(profile =>
                    before.FirstOrDefault(gate => gate.Profile.IsSameAs(profile)) ?? new SourceGate(profile, _time)),
            ];
            string[] added = [.. _gates.Except(before).Select(gate => gate.Name)];
            string[] removed = [.. before.Except(_gates).Select(gate => gate.Name)];
            return new(
                [.. added.Except(removed, StringComparer.OrdinalIgnoreCase)], [.. removed.Except(added, StringComparer.OrdinalIgnoreCase)],
                [.. added.Intersect(removed, StringComparer.OrdinalIgnoreCase)], []);
        }
    }
}
