namespace Slo.Cli.Definitions;

/// <summary>
/// Reads definitions of every kind: appsettings (JSON with the section <c>Slo</c>), OpenSLO, Sloth and Reliably (YAML, or JSON with an
/// apiVersion); files, folders, patterns and standard input. The one reader of all verbs.
/// </summary>
internal static class DefinitionSources
{
    private const int MostWarnings = 1000;

    /// <param name="paths">As the command line names them; <c>-</c> is standard input.</param>
    /// <param name="options">How strict.</param>
    /// <param name="isLinted">Whether what is legal and will disappoint is found too.</param>
    /// <param name="isLayered">Whether settings files overlay one another and the other files.</param>
    /// <param name="app">What a running app declares, or null; the first layer.</param>
    internal static DefinitionSet Read(
        IEnumerable<string> paths, SloReadOptions options, bool isLinted = false, bool isLayered = false, JsonDefinitions? app = null)
    {
        DefinitionInputs inputs = new(options, app);
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            inputs.Add(path);
        }

        IReadOnlyList<SloDefinitionSet> sets = inputs.ReadSets();
        SettingsLayers[] layers = isLayered && inputs.Settings.Count > 0
            ? [new SettingsLayers(inputs.Settings, sets.SelectMany(set => set.Objectives))]
            : [.. inputs.Settings.Select(file => new SettingsLayers([file]))];

        // Layers include the objectives of the other files.
        return Join(sets, isLayered && layers.Length > 0 ? [] : sets.SelectMany(set => set.Objectives), layers, isLinted);
    }

    private static DefinitionSet Join(
        IReadOnlyList<SloDefinitionSet> sets, IEnumerable<SloObjective> objectives, SettingsLayers[] settings, bool isLinted)
    {
        Dictionary<string, SloObjective> all = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, SettingsLayers> places = new(StringComparer.OrdinalIgnoreCase);
        List<SloFinding> findings = [.. sets.SelectMany(set => set.Findings), .. settings.SelectMany(layers => layers.Findings)];
        findings.AddRange(objectives.Where(objective => !all.TryAdd(objective.Name, objective)).Select(Twice));
        foreach ((SettingsLayers layers, SloObjective objective) in settings.SelectMany(
            layers => layers.Objectives.Select(objective => (layers, objective))))
        {
            if (!all.TryAdd(objective.Name, objective))
            {
                findings.Add(layers.Place(Twice(objective)));
            }
            else if (layers.Declares(objective.Name))
            {
                places.Add(objective.Name, layers);
            }
        }

        if (isLinted)
        {
            findings.AddRange(Lint(sets, [.. all.Values], places).GroupBy(finding => finding.File).SelectMany(Dam));
        }

        SloFinding[] sorted =
        [
            .. findings.Distinct().OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line)
            .ThenBy(finding => finding.Column)
                .ThenBy(finding => finding.Code, StringComparer.Ordinal).ThenBy(finding => finding.Text, StringComparer.Ordinal),
        ];
        return new DefinitionSet([.. all.Values], sorted)
        {
            HostSettings = [.. settings.SelectMany(layers => layers.HostSettings)],
            Policies = [.. settings.SelectMany(layers => layers.Policies), .. SloPolicy.OfAnnotations(all.Values)],
        };
    }

    private static SloFinding Twice(SloObjective objective) => SloFinding.Error(
        SloFindingCodes.DuplicateName, "is declared in another file too (case does not matter); rename one, or read settings files that "
        + "overlay one another, as a host does, with --layered", "name") with
    {
        Objective = objective.Name,
    };

    // As the reader of definitions does: a flood is counted, and not listed.
    private static IEnumerable<SloFinding> Dam(IGrouping<string?, SloFinding> file)
    {
        SloFinding[] all = [.. file];
        return all.Length <= MostWarnings ? all : all.Take(MostWarnings).Append(SloFinding.Warning(
            SloFindingCodes.MoreFindings, FormattableString.Invariant(
                $"{all.Length - MostWarnings} more warnings of this file are not listed")) with
        {
            File = file.Key,
        });
    }

    // Each set has the locations of its own objectives, and dependencies may be in any set.
    private static IEnumerable<SloFinding> Lint(
        IReadOnlyList<SloDefinitionSet> sets, IReadOnlyList<SloObjective> all, Dictionary<string, SettingsLayers> places)
    {
        foreach (SloDefinitionSet set in sets)
        {
            HashSet<string> own = new(set.Objectives.Select(objective => objective.Name), StringComparer.OrdinalIgnoreCase);
            own.ExceptWith(places.Keys);
            foreach (SloFinding finding in SloDefinitionLint.Check(set with { Objectives = all }).Where(
                finding => own.Contains(finding.Objective!)))
            {
                yield return finding;
            }
        }

        if (places.Count > 0)
        {
            foreach (SloFinding finding in SloDefinitionLint.Check(all))
            {
                if (places.TryGetValue(finding.Objective!, out SettingsLayers? layers))
                {
                    yield return layers.Place(finding);
                }
            }
        }
    }
}
