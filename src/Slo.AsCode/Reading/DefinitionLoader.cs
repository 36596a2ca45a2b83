using System.Globalization;
using Slo.AsCode.OpenSlo;
using Slo.AsCode.Reliably;
using Slo.AsCode.Sloth;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>Reads documents of every format, then links what refers to one another and builds the set.</summary>
internal sealed class DefinitionLoader(SloReadOptions options)
{
    private readonly List<FileFindings> _files = [];
    private readonly List<Definition> _definitions = [];
    private readonly OpenSloStore _store = new();
    private readonly Dictionary<string, bool> _isFound = new(StringComparer.Ordinal);

    internal void Read(SourceFile file)
    {
        FileFindings findings = Begin(file.Path);
        if (file.Read(findings) is { } bytes && YamlEncoding.Decode(bytes, findings) is { } text)
        {
            if (IsPassedOver(file, text))
            {
                _files.Remove(findings);
            }
            else
            {
                ReadText(text, findings);
            }
        }
    }

    internal void Read(string text, string fileName)
    {
        FileFindings findings = Begin(fileName);
        if (text.Length > YamlLimits.FileSize)
        {
            findings.Error(SloFindingCodes.Limit, 0, 0, FormattableString.Invariant(
                $"is larger than {YamlLimits.FileSize / 1024 / 1024} Mi characters; split it"));
        }
        else if (YamlEncoding.IsText(text.TrimStart('\uFEFF'), findings))
        {
            ReadText(text.TrimStart('\uFEFF'), findings);
        }
    }

    internal SloDefinitionSet Finish()
    {
        CheckFound();
        References references = new(
            _store, options, _files.Count > 1, [.. _definitions.Select(definition => definition.Slo?.Spec).OfType<SloSpec>()]);
        SloMapper mapper = new(_store, references);
        Dictionary<string, SourceLocation> locations = new(StringComparer.OrdinalIgnoreCase);
        List<SloObjective> objectives = [];
        foreach (Definition definition in _definitions)
        {
            foreach (SloObjective objective in definition.Slo is { } slo ? mapper.Map(slo) : definition.Objectives)
            {
                if (locations.TryAdd(objective.Name,
                    new SourceLocation(definition.Findings.File, definition.Node.Line, definition.Node.Column)))
                {
                    objectives.Add(objective);
                }
                else
                {
                    SourceLocation first = locations[objective.Name];
                    SloFinding twice = SloFinding.Error(SloFindingCodes.DuplicateName, string.Create(CultureInfo.InvariantCulture,
                        $"is declared twice (case does not matter), first at {first.File}({first.Line},{first.Column}); rename one"),
                        "name");
                    definition.Findings.Report(twice with { Objective = objective.Name }, definition.Node);
                }
            }
        }

        CheckPolicies(references);
        IEnumerable<SloFinding> findings = _files.SelectMany(file => file.All()).Distinct()
            .OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal).ThenBy(finding => finding.Text, StringComparer.Ordinal);
        return new SloDefinitionSet(objectives.AsReadOnly(), [.. findings])
        {
            Locations = locations,
        };
    }

    private void CheckFound()
    {
        foreach ((string path, _) in _isFound.Where(found => !found.Value))
        {
            Begin(path).Error(SloFindingCodes.NoFile, 0, 0, "holds no definition: no file there has an apiVersion that is known here, for "
                + "example openslo/v1");
        }
    }

    // What was found through a folder or pattern need not be meant for this reader, unless nothing of it is.
    private bool IsPassedOver(SourceFile file, string text)
    {
        if (file.FoundBy is null)
        {
            return false;
        }

        var isDefinition = DefinitionText.IsDefinition(text);
        _isFound[file.FoundBy] = isDefinition || _isFound.GetValueOrDefault(file.FoundBy);
        return !isDefinition;
    }

    private FileFindings Begin(string name)
    {
        FileFindings findings = new(name, options.IsStrict);
        _files.Add(findings);
        return findings;
    }

    private void ReadText(string text, FileFindings findings)
    {
        var count = 0;
        foreach (YamlNode document in new YamlTreeReader(text, findings).Documents())
        {
            foreach (YamlNode item in document.Kind == YamlKind.Sequence ? document.Items : [document])
            {
                if (!item.IsNull)
                {
                    count++;
                    ReadObject(item, findings);
                }
            }
        }

        if (count == 0 && findings.Errors == 0)
        {
            findings.Warn(SloFindingCodes.NoObjective, "holds no SLO");
        }
    }

    private void ReadObject(YamlNode node, FileFindings findings)
    {
        if (node.Kind != YamlKind.Mapping)
        {
            findings.Error(SloFindingCodes.NoDefinition, node,
                $"{FieldReader.Describe(node)} is no definition: that is a map that begins with apiVersion");
            return;
        }

        FieldReader fields = FieldReader.Of(node, "definition", findings)!;
        YamlNode? version = fields.Value("apiVersion") ?? fields.Value("version");
        switch (version?.Text)
        {
            case Dialect.V1Name:
                ReadOpenSlo(fields, Dialect.V1);
                break;
            case Dialect.V1AlphaName:
                ReadOpenSlo(fields, Dialect.V1Alpha);
                break;
            case Dialect.V2AlphaName:
                ReadOpenSlo(fields, Dialect.V2Alpha);
                break;
            case SlothReader.Version or SlothReader.KubernetesVersion:
                Add(SlothReader.Read(FieldReader.Of(node, "definition", findings)!, options.SlothPeriod), findings);
                break;
            case ReliablyReader.Version:
                Add(ReliablyReader.Read(FieldReader.Of(node, "definition", findings)!), findings);
                break;
            default:
                string[] known = [Dialect.V1Name, Dialect.V1AlphaName, Dialect.V2AlphaName, SlothReader.Version,
                    SlothReader.KubernetesVersion, ReliablyReader.Version];
                findings.Error(SloFindingCodes.UnknownVersion, version ?? node, version is null
                    ? "apiVersion: is missing, so this is no definition; write for example apiVersion: openslo/v1"
                    : $"apiVersion {FieldReader.Describe(version)}: is not known{SloText.NearestHint(version.Text, known)}");
                break;
        }
    }

    private void Add(IEnumerable<LocatedObjective> objectives, FileFindings findings) =>
        _definitions.AddRange(objectives.Select(placed => new Definition(placed.Node, findings, null, [placed.Objective])));

    private void ReadOpenSlo(FieldReader fields, Dialect dialect)
    {
        if (ObjectReader.Read(FieldReader.Of(fields.Node, "definition", fields.Findings)!, dialect) is not { } read)
        {
            return;
        }

        if (read.Kind == "SLO")
        {
            _definitions.Add(new Definition(read.Metadata.Node, fields.Findings, read, []));
        }
        else
        {
            _store.Add(read);
        }
    }

    // Policies that no SLO has pulled in have ends too.
    private void CheckPolicies(References references)
    {
        foreach (OpenSloObject policy in _store.All)
        {
            if (policy is { IsBroken: false, Spec: AlertPolicySpec spec })
            {
                references.CheckTargets(policy);
                if (spec.Condition is { } condition)
                {
                    references.Condition(condition, policy);
                }
            }
        }
    }

    private sealed record Definition(YamlNode Node, FileFindings Findings, OpenSloObject? Slo, IReadOnlyList<SloObjective> Objectives);
}
