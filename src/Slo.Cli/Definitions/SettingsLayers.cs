using Microsoft.Extensions.Configuration;

namespace Slo.Cli.Definitions;

/// <summary>
/// The objectives of the section <c>Slo</c> of one settings file, or of several that overlay one another, and what was found, with places.
/// </summary>
internal sealed class SettingsLayers
{
    private readonly JsonDefinitions[] _files;
    private readonly List<SloFinding> _findings = [];
    private readonly List<SloObjective> _objectives = [];

    /// <param name="files">The last one has priority.</param>
    /// <param name="declared">What they overlay: as in a host, where configuration overrides definition files.</param>
    internal SettingsLayers(IReadOnlyList<JsonDefinitions> files, params IEnumerable<SloObjective> declared)
    {
        _files = [.. files.Where(file => file.HasSection)];

        // Of several layers, one may have nothing of ours.
        _findings.AddRange(files.SelectMany(file => file.Findings).Where(finding => _files.Length == 0 || IsOtherThanMissing(finding)));
        if (_files.Length > 0)
        {
            Build(declared);
        }
    }

    internal IReadOnlyList<SloFinding> Findings => _findings;

    internal IReadOnlyList<SloObjective> Objectives => _objectives;

    /// <summary>The error-budget policies, without those of annotations.</summary>
    internal IReadOnlyList<SloPolicy> Policies { get; private set; } = [];

    /// <summary>Keys of the section that are of no objective, for example EvaluationInterval, with their places.</summary>
    internal IReadOnlyList<SloFinding> HostSettings { get; private set; } = [];

    /// <summary>A finding about an objective, with the place where it is declared: that of the last file that has the key.</summary>
    internal SloFinding Place(SloFinding finding) =>
        (_files.LastOrDefault(file => finding.Path is { } path && file.KeyLocations!.Has(path))
            ?? _files.LastOrDefault(file => Declares(file, finding.Objective))
            ?? _files[^1]).KeyLocations!.Place(finding);

    /// <summary>Whether a settings file has keys of the objective.</summary>
    internal bool Declares(string objective) => _files.Any(file => Declares(file, objective));

    private static bool Declares(JsonDefinitions file, string? objective) =>
        file.KeyLocations!.Has($"Slo:Objectives:{objective}") || file.KeyLocations.Has($"Objectives:{objective}");

    private static bool IsOtherThanMissing(SloFinding finding) => finding.Code != SloFindingCodes.NoObjective;

    private void Build(IEnumerable<SloObjective> declared)
    {
        MemoryStream[] streams = [.. _files.Select(file => new MemoryStream(file.Bytes))];
        ConfigurationBuilder builder = new();
        Array.ForEach(streams, stream => builder.AddJsonStream(stream));
        IConfiguration root = builder.Build();
        IConfiguration section = _files.Any(file => file.KeyLocations!.Has("Slo")) ? root.GetSection("Slo") : root;
        HostSettings = [.. section.GetChildren().Where(child => !IsOfObjectives(child.Key)).Select(child => Place(SloFinding.Error(
            SloFindingCodes.ConversionLoss, $"{child.Key}, which belongs to the host and not to an objective", child.Path)))];
        SloOptions options = new();
        foreach (SloObjective objective in declared)
        {
            options.AddObjective(objective);
        }

        options.ReadFrom(section);
        Policies = options.Policies;
        Build(options);
    }

    private void Build(SloOptions options)
    {
        foreach (SloObjectiveBuilder builder in options.Objectives)
        {
            try
            {
                _objectives.Add(options.WithDefaults(builder).Build());
            }
            catch (SloDefinitionException)
            {
                // Reported below, with all other errors.
            }
        }

        try
        {
            options.Build();
        }
        catch (SloDefinitionException exception)
        {
            _findings.AddRange(exception.Findings.Select(Place));
        }

        IEnumerable<SloFinding> warnings = options.Findings.Where(finding => finding.Severity == SloFindingSeverity.Warning);
        _findings.AddRange(warnings
            .Concat(_objectives.Where(objective => Declares(objective.Name)).SelectMany(objective => objective.Warnings)).Select(Place));
    }

    private static bool IsOfObjectives(string key) =>
        key.Equals("Objectives", StringComparison.OrdinalIgnoreCase) || key.Equals("ServiceName", StringComparison.OrdinalIgnoreCase)
        || key.Equals("UnobservedTime", StringComparison.OrdinalIgnoreCase) || key.Equals("Exclusions", StringComparison.OrdinalIgnoreCase);
}
