using Microsoft.Extensions.Configuration;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>A file that may be appsettings: the objectives of its section <c>Slo</c>, and what was found, with places.</summary>
internal sealed class JsonDefinitions
{
    // Of any kind, and of appsettings: those of a thousand objectives have half a million bytes.
    private const int LargestFile = 16 * 1024 * 1024;
    private const int LargestSettings = 4 * 1024 * 1024;

    private readonly List<SloFinding> _findings = [];
    private readonly List<SloObjective> _objectives = [];
    private JsonLocations? _places;

    private JsonDefinitions(string file) => File = file;

    internal string File { get; }

    /// <summary>What the file holds, without a byte order mark.</summary>
    internal byte[] Bytes { get; private set; } = [];

    internal IReadOnlyList<SloFinding> Findings => _findings;

    internal IReadOnlyList<SloObjective> Objectives => _objectives;

    /// <summary>Keys of the section that are of no objective, for example EvaluationInterval, with their places.</summary>
    internal IReadOnlyList<SloFinding> HostSettings { get; private set; } = [];

    /// <summary>Whether this is for the reader of appsettings, and not YAML, a list, or JSON with an apiVersion.</summary>
    internal bool IsSettings { get; private set; } = true;

    /// <summary>
    /// Whether it has an apiVersion, itself or in the first object of a list; "version" alone is in many files of other tools.
    /// </summary>
    internal bool IsVersioned { get; private set; }

    /// <summary>Whether anything of ours stands in it.</summary>
    internal bool HasSection { get; private set; }

    /// <summary>A finding about an objective, with the place where it is declared.</summary>
    internal SloFinding Place(SloFinding finding) => _places!.Place(finding);

    internal static JsonDefinitions Read(string path)
    {
        JsonDefinitions json = new(path);
        if (json.Load())
        {
            json.Parse();
        }

        return json;
    }

    private bool Load()
    {
        try
        {
            using Stream stream = InputFile.Open(File);
            using MemoryStream bytes = new();
            var buffer = new byte[81920];
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LargestFile)
                {
                    Error(SloFindingCodes.Limit, $"is larger than {LargestFile / 1024 / 1024} MiB; split it");
                    return false;
                }
            }

            ReadOnlySpan<byte> all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            Bytes = [.. all.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? all[3..] : all];
            return true;
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception))
        {
            Error(exception is FileNotFoundException or DirectoryNotFoundException ? SloFindingCodes.NoFile : SloFindingCodes.Unreadable,
                $"cannot be read: {exception.Message}");
            return false;
        }
    }

    private void Parse()
    {
        var isNamedJson = File.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<byte> text = Bytes.AsSpan().TrimStart(" \t\r\n"u8);
        if (text.StartsWith("["u8) || (!isNamedJson && !text.StartsWith("{"u8)))
        {
            IsSettings = false;
            IsVersioned = text.StartsWith("["u8) && JsonLocations.Read(Bytes, File).Has("0:apiVersion");
            return;
        }

        if (Bytes.Length > LargestSettings)
        {
            Error(SloFindingCodes.Limit, $"is larger than {LargestSettings / 1024 / 1024} MiB; split it");
            return;
        }

        _places = JsonLocations.Read(Bytes, File);
        if (_places.Has("apiVersion") || _places.Has("version") || (!isNamedJson && _places.Findings.Count > 0))
        {
            IsSettings = false;
            IsVersioned = _places.Has("apiVersion");
            return;
        }

        _findings.AddRange(_places.Findings);
        if (_findings.Count == 0)
        {
            Build();
        }
    }

    private void Build()
    {
        using MemoryStream stream = new(Bytes);
        IConfiguration root = new ConfigurationBuilder().AddJsonStream(stream).Build();
        IConfiguration section = _places!.Has("Slo") ? root.GetSection("Slo") : root;
        if (!_places.Has("Slo") && !_places.Has("Objectives"))
        {
            Error(SloFindingCodes.NoObjective,
                "has no section \"Slo\"; write { \"Slo\": { \"Objectives\": { \"checkout\": { \"TargetPercent\": "
                + "99.9 } } } }");
            return;
        }

        HasSection = true;
        HostSettings = [.. section.GetChildren().Where(child => !IsOfObjectives(child.Key)).Select(child => _places.Place(SloFinding.Error(
            SloFindingCodes.ConversionLoss, $"{child.Key}, which belongs to the host and not to an objective", child.Path)))];
        SloOptions options = new();
        options.ReadFrom(section);
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
            _findings.AddRange(exception.Findings.Select(_places!.Place));
        }

        IEnumerable<SloFinding> warnings = options.Findings.Where(finding => finding.Severity == SloFindingSeverity.Warning);
        _findings.AddRange(warnings.Concat(_objectives.SelectMany(objective => objective.Warnings)).Select(_places!.Place));
    }

    private static bool IsOfObjectives(string key) =>
        key.Equals("Objectives", StringComparison.OrdinalIgnoreCase) || key.Equals("ServiceName", StringComparison.OrdinalIgnoreCase)
        || key.Equals("UnobservedTime", StringComparison.OrdinalIgnoreCase);

    private void Error(string code, string message) => _findings.Add(SloFinding.Error(code, message) with { File = File });
}
