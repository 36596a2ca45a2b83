using System.Text;

namespace Slo.Cli.Definitions;

/// <summary>The files behind the paths of a command line, by the reader that they are for.</summary>
/// <param name="options">How strict.</param>
/// <param name="app">What a running app declares, or null.</param>
internal sealed class DefinitionInputs(SloReadOptions options, JsonDefinitions? app)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _yaml = [];
    private readonly HashSet<string> _foldersWithJson = new(StringComparer.Ordinal);
    private readonly List<SloDefinitionSet> _sets = [];
    private readonly List<JsonDefinitions> _settings = app is null ? [] : [app];

    internal IReadOnlyList<JsonDefinitions> Settings => _settings;

    internal void Add(string path)
    {
        if (Directory.Exists(path))
        {
            AddFolder(path);
        }
        else if (JsonFiles.IsYamlName(path)
            || (path.AsSpan().ContainsAny('*', '?') && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            _yaml.Add(path);
        }
        else
        {
            foreach (JsonDefinitions json in JsonFiles.Matching(path).Select(JsonDefinitions.Read))
            {
                if (json.IsSettings)
                {
                    _settings.Add(json);
                }
                else
                {
                    _sets.Add(ReadText(json));
                }
            }
        }
    }

    /// <summary>What all files except settings declare.</summary>
    internal IReadOnlyList<SloDefinitionSet> ReadSets()
    {
        if (_yaml.Count == 0)
        {
            return _sets;
        }

        // A folder with JSON of ours need not have other files.
        SloDefinitionSet read = SloDefinitionReader.ReadFiles(_yaml, options);
        SloFinding[] findings = [.. read.Findings.Where(finding => !IsAboutAFolderWithJson(finding))];
        return [read with { Findings = findings }, .. _sets];
    }

    private bool IsAboutAFolderWithJson(SloFinding finding) =>
        finding is { Code: SloFindingCodes.NoFile, File: { } file } && _foldersWithJson.Contains(file);

    private void AddFolder(string path)
    {
        JsonDefinitions[] below =
            [.. JsonFiles.Below(path).Select(JsonDefinitions.Read).Where(json => json.HasSection || json.IsVersioned)];
        _settings.AddRange(below.Where(json => json.IsSettings));
        _yaml.AddRange(below.Where(json => json.IsVersioned).Select(json => json.File));
        _yaml.Add(path);
        if (below.Length > 0)
        {
            _foldersWithJson.Add(path);
        }
    }

    private SloDefinitionSet ReadText(JsonDefinitions source)
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
}
