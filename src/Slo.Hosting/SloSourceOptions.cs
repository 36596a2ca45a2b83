using Slo.Hosting.Sources.Polling;

namespace Slo;

/// <summary>The sources from which objectives with queries are read, from code and from configuration.</summary>
public sealed class SloSourceOptions
{
    private readonly List<SloSource> _all = [];

    internal SloSourceOptions()
    {
    }

    /// <summary>The sources declared so far.</summary>
    public IReadOnlyList<SloSource> All => _all;

    /// <summary>The sources as read by <see cref="Check"/>.</summary>
    internal IReadOnlyList<SourceProfile> Profiles { get; private set; } = [];

    /// <summary>Adds a source.</summary>
    /// <param name="name">The name of the data source, unique without regard to case.</param>
    /// <param name="source">The source; all errors are reported at start.</param>
    public void Add(string name, SloSource source)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(source);
        Add(name, source, $"Sources:{name}");
    }

    internal SloSource? Find(string name) => _all.Find(source => source.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal void Add(string name, SloSource source, string path)
    {
        source.Name = name;
        source.Path = path;
        _all.Add(source);
    }

    /// <summary>Reads all sources into <see cref="Profiles"/>.</summary>
    /// <returns>All errors. Secrets are named and never shown.</returns>
    internal IReadOnlyList<SloFinding> Check()
    {
        SourceReading[] readings = [.. _all.Select(source => new SourceReading(source))];
        Profiles = [.. readings.Select(reading => reading.Profile)];
        return
        [
            .. readings.SelectMany(reading => reading.Findings),
            .. _all.GroupBy(source => source.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
                .Select(group => SloFinding.Error(SloFindingCodes.DuplicateName,
                    $"Sources:{group.Key}: is declared {group.Count()} times (names are compared without case); "
                    + "give each a name of its own", group.Last().Path)),
        ];
    }
}
