using System.Text.Json;
using Slo.Shared.Map;

namespace Slo.Cli.Map;

/// <summary>What the API of an app says of its map.</summary>
internal static class MapAnswer
{
    internal static AppMap Read(Uri address, JsonElement root)
    {
        Dictionary<string, string> verdicts = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement node in root.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("isOwn").GetBoolean()))
        {
            verdicts[node.GetProperty("name").GetString() ?? ""] = node.GetProperty("verdict").GetString() ?? "unknown";
        }

        return new(
            address, root.GetProperty("isObserved").GetBoolean(), verdicts,
            [.. root.GetProperty("callers").EnumerateArray().Select(Caller)],
            [.. root.GetProperty("findings").EnumerateArray().Select(Finding)]);
    }

    private static MapCaller Caller(JsonElement caller)
    {
        var service = caller.GetProperty("service").GetString() ?? "";
        var name = caller.GetProperty("name").GetString() ?? "";
        return new(
            service, name, caller.GetProperty("verdict").GetString() ?? "", caller.GetProperty("reason").GetString() ?? "",
            caller.GetProperty("targetRatio").GetDecimal(),
            [.. caller.GetProperty("edges").EnumerateArray().Select(edge => Edge(service, name, edge))]);
    }

    private static MapEdge Edge(string service, string objective, JsonElement edge) =>
        new(service, objective, edge.GetProperty("dependency").GetString() ?? "")
        {
            IsDeclared = edge.GetProperty("isDeclared").GetBoolean(),
            IsObserved = edge.GetProperty("isObserved").GetBoolean(),
            IsSoft = edge.GetProperty("isSoft").GetBoolean(),
            IsCause = edge.GetProperty("isCause").GetBoolean(),
            Calls = edge.GetProperty("calls").GetInt64(),
            FailedCalls = edge.GetProperty("failedCalls").GetInt64(),
            SlowCalls = edge.GetProperty("slowCalls").GetInt64(),
            BadRatio = Number(edge, "badRatio"),
            GoodRatio = Number(edge, "goodRatio"),
        };

    private static string Finding(JsonElement finding) =>
        $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()}: "
        + (finding.TryGetProperty("service", out JsonElement service) && service.GetString() is { } name ? $"{name}: " : "")
        + $"objective '{finding.GetProperty("objective").GetString()}': {finding.GetProperty("message").GetString()}";

    private static double? Number(JsonElement edge, string name) =>
        edge.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
