using System.Text.Json;

namespace Slo.Cli.Map;

/// <summary>The map of one app.</summary>
/// <param name="Address">The address that was asked.</param>
/// <param name="IsObserved">Whether it observes calls.</param>
/// <param name="Verdicts">Its services, each with its verdict.</param>
/// <param name="Callers">Its objectives.</param>
/// <param name="Findings">What it finds questionable, each one line.</param>
internal sealed record AppMap(
    Uri Address, bool IsObserved, IReadOnlyDictionary<string, string> Verdicts, IReadOnlyList<MapCaller> Callers,
    IReadOnlyList<string> Findings)
{
    internal static AppMap Of(Uri address, JsonElement root)
    {
        Dictionary<string, string> verdicts = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement node in root.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("isOwn").GetBoolean()))
        {
            verdicts[node.GetProperty("name").GetString() ?? ""] = node.GetProperty("verdict").GetString() ?? "unknown";
        }

        return new(
            address, root.GetProperty("isObserved").GetBoolean(), verdicts,
            [.. root.GetProperty("callers").EnumerateArray().Select(MapCaller.Of)],
            [.. root.GetProperty("findings").EnumerateArray().Select(Finding)]);
    }

    // A dependency that was given no name has that of its address.
    internal bool IsAt(string dependency) =>
        dependency.Equals(Address.Authority, StringComparison.OrdinalIgnoreCase)
        || (Address.IsDefaultPort && dependency.Equals(Address.IdnHost, StringComparison.OrdinalIgnoreCase));

    private static string Finding(JsonElement finding) =>
        $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()}: "
        + $"objective '{finding.GetProperty("objective").GetString()}': {finding.GetProperty("message").GetString()}";
}
