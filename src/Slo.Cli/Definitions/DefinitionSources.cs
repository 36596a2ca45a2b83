using System.Text;
using System.Text.RegularExpressions;

namespace Slo.Cli.Definitions;

/// <summary>
/// Reads definitions of every kind: appsettings (JSON with the section <c>Slo</c>), OpenSLO, Sloth and Reliably (YAML, or JSON with an
/// apiVersion); files, folders, patterns and standard input. The one reader of all verbs.
/// </summary>
internal static partial class DefinitionSources
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
            return new SloDefinitionSet([], [new SloFinding(source.File, 0, 0, SloFindingSeverity.Error, FindingCodes.Encoding,
                "is not UTF-8; save it as UTF-8")]);
        }
    }

    private static DefinitionSet Join(List<SloDefinitionSet> sets, List<JsonDefinitions> settings, bool isLinted)
    {
        Dictionary<string, SloObjective> all = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, SloFinding> places = new(StringComparer.OrdinalIgnoreCase);
        List<SloFinding> findings = [.. sets.SelectMany(set => set.Findings), .. settings.SelectMany(json => json.Findings)];
        foreach (SloObjective objective in sets.SelectMany(set => set.Objectives))
        {
            if (!all.TryAdd(objective.Name, objective))
            {
                findings.Add(Twice(objective, new SloFinding("-", 0, 0, SloFindingSeverity.Error, "", "")));
            }
        }

        foreach ((JsonDefinitions json, SloObjective objective) in settings.SelectMany(
            json => json.Objectives.Select(objective => (json, objective))))
        {
            SloFinding place = json.PlaceOf(objective);
            if (all.TryAdd(objective.Name, objective))
            {
                places.Add(objective.Name, place);
            }
            else
            {
                findings.Add(Twice(objective, place));
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
                .ThenBy(finding => finding.Code, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal),
        ];
        return new DefinitionSet([.. all.Values], sorted) { HostSettings = [.. settings.SelectMany(json => json.HostSettings)] };
    }

    private static SloFinding Twice(SloObjective objective, SloFinding place) => place with
    {
        Code = FindingCodes.DuplicateName,
        Message = $"objective '{objective.Name}': is declared in another file too (case does not matter); rename one",
    };

    // As the reader of definitions does: a flood is counted, and not listed.
    private static IEnumerable<SloFinding> Dam(IGrouping<string, SloFinding> file)
    {
        SloFinding[] all = [.. file];
        return all.Length <= MostWarnings ? all : all.Take(MostWarnings).Append(new SloFinding(
            file.Key, 0, 0, SloFindingSeverity.Warning, FindingCodes.Flood, FormattableString.Invariant(
                $"{all.Length - MostWarnings} more warnings of this file are not listed")));
    }

    // Each set has the locations of its own objectives, and dependencies may be in any set.
    private static IEnumerable<SloFinding> Lint(
        List<SloDefinitionSet> sets, IReadOnlyList<SloObjective> all, Dictionary<string, SloFinding> places)
    {
        foreach (SloDefinitionSet set in sets)
        {
            HashSet<string> own = new(set.Objectives.Select(objective => objective.Name), StringComparer.OrdinalIgnoreCase);
            foreach (SloFinding finding in SloDefinitionLint.Check(set with { Objectives = all }).Where(
                finding => own.Contains(NameOf(finding))))
            {
                yield return finding;
            }
        }

        if (places.Count > 0)
        {
            foreach (SloFinding finding in SloDefinitionLint.Check(all))
            {
                if (places.TryGetValue(NameOf(finding), out SloFinding? place))
                {
                    yield return finding with { File = place.File, Line = place.Line, Column = place.Column };
                }
            }
        }
    }

    private static string NameOf(SloFinding finding) => ObjectiveName().Match(finding.Message).Groups[1].Value;

    [GeneratedRegex("^objective '(.*?)':")]
    private static partial Regex ObjectiveName();
}
