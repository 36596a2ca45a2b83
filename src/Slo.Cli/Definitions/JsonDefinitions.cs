using Slo.Cli.Infrastructure;

namespace Slo.Cli.Definitions;

/// <summary>A file that may be appsettings with a section <c>Slo</c>: its text, and where the keys are.</summary>
internal sealed class JsonDefinitions
{
    // Of any kind, and of appsettings: those of a thousand objectives have half a million bytes.
    private const int LargestFile = 16 * 1024 * 1024;
    private const int LargestSettings = 4 * 1024 * 1024;

    private const string NoSection = "has no section \"Slo\"; write { \"Slo\": { \"Objectives\": { \"checkout\": { \"TargetPercent\": "
        + "99.9 } } } }";

    private readonly List<SloFinding> _findings = [];

    private JsonDefinitions(string file) => File = file;

    internal string File { get; }

    /// <summary>What the file holds, without a byte order mark.</summary>
    internal byte[] Bytes { get; private set; } = [];

    internal IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>Where its keys are; null: it is not for the reader of appsettings.</summary>
    internal JsonLocations? KeyLocations { get; private set; }

    /// <summary>Whether this is for the reader of appsettings, and not YAML, a list, or JSON with an apiVersion.</summary>
    internal bool IsSettings { get; private set; } = true;

    /// <summary>
    /// Whether it has an apiVersion, itself or in the first object of a list; "version" alone is in many files of other tools.
    /// </summary>
    internal bool IsVersioned { get; private set; }

    /// <summary>Whether anything of ours stands in it.</summary>
    internal bool HasSection { get; private set; }

    internal static JsonDefinitions Read(string path)
    {
        JsonDefinitions json = new(path);
        if (json.Load())
        {
            json.Parse();
        }

        return json;
    }

    /// <summary>What a server answered.</summary>
    /// <param name="name">What findings call it.</param>
    /// <param name="bytes">JSON.</param>
    /// <param name="findings">What is known of it already.</param>
    internal static JsonDefinitions Of(string name, byte[] bytes, IEnumerable<SloFinding> findings)
    {
        JsonDefinitions json = new(name) { Bytes = bytes };
        json.ParseSettings();
        json._findings.AddRange(findings.Select(finding => finding with { File = name }));
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

        KeyLocations = JsonLocations.Read(Bytes, File);
        if (KeyLocations.Has("apiVersion") || KeyLocations.Has("version") || (!isNamedJson && KeyLocations.Findings.Count > 0))
        {
            IsSettings = false;
            IsVersioned = KeyLocations.Has("apiVersion");
            return;
        }

        FindSection();
    }

    private void ParseSettings()
    {
        KeyLocations = JsonLocations.Read(Bytes, File);
        FindSection();
    }

    private void FindSection()
    {
        _findings.AddRange(KeyLocations!.Findings);
        if (_findings.Count == 0)
        {
            HasSection = KeyLocations.Has("Slo") || KeyLocations.Has("Objectives");
            if (!HasSection)
            {
                Error(SloFindingCodes.NoObjective, NoSection);
            }
        }
    }

    private void Error(string code, string message) => _findings.Add(SloFinding.Error(code, message) with { File = File });
}
