using Slo.Hosting.Configuration;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Sources.Polling;

/// <summary>Reads the members of a source. A member that throws is an error of the configuration like others, and so all errors of all
/// sources are reported together.</summary>
internal sealed class SourceReading
{
    private readonly List<SloFinding> _findings = [];
    private readonly SloSource _source;

    internal SourceReading(SloSource source)
    {
        _source = source;
        if (!IsName(source.Name))
        {
            Add($"{source.Path}: the name '{SloText.OneLine(source.Name, 80)}' must be 1 to 63 letters, digits, '-', '_' or '.', for "
                + "example prometheus", source.Path);
        }

        IReadOnlyList<Setting> settings = Read(nameof(source.DescribeSettings), source.Settings, []);
        foreach (var fault in Read<string[]>(nameof(source.GetFaults), () => [.. source.GetFaults()], []))
        {
            Add($"{source.Path}:{fault}", PathOf(fault, settings));
        }

        foreach (Setting setting in settings.Where(setting => setting.Problem is not null))
        {
            Add($"{source.Path}:{setting.Problem}", $"{source.Path}:{setting.Key}");
        }

        Profile = new(
            source, Read(nameof(source.Kind), () => source.Kind, "") ?? "", [.. settings.Select(setting => (setting.Key, setting.Value))]);
    }

    /// <summary>What is wrong. Secrets are named and never shown.</summary>
    internal IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>What was read; to be used if there are no findings.</summary>
    internal SourceProfile Profile { get; }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    private void Add(string message, string path) =>
        _findings.Add(SloFinding.Error(SloFindingCodes.SourceSetting, message, path));

    // The texts of a source begin with the setting that they are about.
    private string PathOf(string fault, IReadOnlyList<Setting> settings) =>
        settings.FirstOrDefault(setting => fault.StartsWith($"{setting.Key}:", StringComparison.Ordinal)
            || fault.StartsWith($"{setting.Key} ", StringComparison.Ordinal)) is { } about
            ? $"{_source.Path}:{about.Key}" : _source.Path;

    private T Read<T>(string member, Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Add($"{_source.Path}: {member} of {_source.GetType().Name} threw {Thrown.Where(exception)}", _source.Path);
            return otherwise;
        }
    }
}
