using System.Text;

namespace Slo.Cli.Definitions;

/// <summary>
/// Reads definitions of every kind: appsettings (JSON with the section <c>Slo</c>), OpenSLO, Sloth and Reliably (YAML, or JSON with an
/// apiVersion); files, folders, patterns and standard input. The one reader of all verbs.
/// </summary>
internal static class DefinitionSources
{
    private const int MostWarnings = 1000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="paths">As the command line names them; <c>-</c> is standard input.</param>
    /// <param name="options">How strict.</param>
    /// <param name="isLinted">Whether what is legal and will disappoint is found too.</param>
    internal static DefinitionSet Read(IEnumerable<string> paths, SloReadOptions options, bool isLinted = false)
    {
        List<string> yaml = [];
        List<SloDefinitionSet> sets = [];
        List<JsonDefinitions> settings = [];
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            if (Directory.Exists(path))
            {
                AddFolder(path, yaml, settings);
            }
            else if (JsonFiles.IsYamlName(path)
                || (path.AsSpan().ContainsAny('*', '?') && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                yaml.Add(path);
            }
            else
            {
                foreach (JsonDefinitions json in JsonFiles.Matching(path).Select(JsonDefinitions.Read))
                {
                    if (json.IsSettings)
                    {
                        settings.Add(json);
                    }
                    else
                    {
                        sets.Add(ReadText(json, options));
                    }
                }
            }
        }

        if (yaml.Count > 0)
        {
            sets.Insert(0, SloDefinitionReader.ReadFiles(yaml, options));
        }

        return Join(sets, settings, isLinted);
    }

    private static void AddFolder(string path, List<string> yaml, List<JsonDefinitions> settings)
    {
        JsonDefinitions[] below =
            [.. JsonFiles.Below(path).Select(JsonDefinitions.Read).Where(json => json.HasSection || json.IsVersioned)];
        settings.AddRange(below.Where(json => json.IsSettings));
        yaml.AddRange(below.Where(json => json.IsVersioned).Select(json => json.File));
        if (below.Length == 0 || JsonFiles.YamlBelow(path).Any())
        {
            yaml.Add(path);
        }
    }

    private static SloDefinitionSet ReadText(JsonDefinitions source, SloReadOptions options)
    {
        try
        {
            return SloDefinitionReader.Read(Utf8.GetString(source.Bytes), source.File, options);
        }
        catch (DecoderFallbackException)
        {
            return new SloDefinitionSet([], [SloFinding.Error(
                SloFindingCodes.Encoding, "is not UTF-8; save it as UTF-8") with { File = source.File }]);
        }
    }

    private static DefinitionSet Join(List<SloDefinitionSet> sets, List<JsonDefinitions> settings, bool isLinted)
    {
        Dictionary<string, SloObjective> all = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, JsonDefinitions> places = new(StringComparer.OrdinalIgnoreCase);
        List<SloFinding> findings = [.. sets.SelectMany(set => set.Findings), .. settings.SelectMany(json => json.Findings)];
        foreach (SloObjective objective in sets.SelectMany(set => set.Objectives))
        {
            if (!all.TryAdd(objective.Name, objective))
            {
                findings.Add(Twice(objective));
            }
        }

        foreach ((JsonDefinitions json, SloObjective objective) in settings.SelectMany(
            json => json.Objectives.Select(objective => (json, objective))))
        {
            if (all.TryAdd(objective.Name, objective))
            {
                places.Add(objective.Name, json);
            }
            else
            {
                findings.Add(json.Place(Twice(objective)));
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
        return new DefinitionSet([.. all.Values], sorted) { HostSettings = [.. settings.SelectMany(json => json.HostSettings)] };
    }

    private static SloFinding Twice(SloObjective objective) => SloFinding.Error(
        SloFindingCodes.DuplicateName, "is declared in another file too (case does not matter); rename one", "name") with
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
        List<SloDefinitionSet> sets, IReadOnlyList<SloObjective> all, Dictionary<string, JsonDefinitions> places)
    {
        foreach (SloDefinitionSet set in sets)
        {
            HashSet<string> own = new(set.Objectives.Select(objective => objective.Name), StringComparer.OrdinalIgnoreCase);
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
                if (places.TryGetValue(finding.Objective!, out JsonDefinitions? json))
                {
                    yield return json.Place(finding);
                }
            }
        }
    }
}
