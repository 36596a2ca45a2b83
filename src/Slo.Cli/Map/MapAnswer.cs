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

        MapCaller[] callers = [.. root.GetProperty("callers").EnumerateArray().Select(Caller)];
        return new(
            address, root.GetProperty("isObserved").GetBoolean(), verdicts, callers,
            [.. root.GetProperty("findings").EnumerateArray().Select(Finding)])
        {
            Sent = callers.Length,
            Total = root.TryGetProperty("total", out JsonElement total) ? total.GetInt32() : callers.Length,
            Causes = List(root, "causes", Cause),
            Cycles = List(root, "cycles", Names),
        };
    }

    // The map of one instance has neither causes nor cycles.
    private static T[]? List<T>(JsonElement root, string name, Func<JsonElement, T> read) =>
        root.TryGetProperty(name, out JsonElement list) && list.ValueKind != JsonValueKind.Null
            ? [.. list.EnumerateArray().Select(read)] : null;

    private static MapCause Cause(JsonElement cause) => new(
        cause.GetProperty("name").GetString() ?? "", Names(cause.GetProperty("path")), cause.GetProperty("explanation").GetString() ?? "");

    private static IReadOnlyList<string> Names(JsonElement names) => [.. names.EnumerateArray().Select(name => name.GetString() ?? "")];

    private static MapCaller Caller(JsonElement caller)
    {
        var service = caller.GetProperty("service").GetString() ?? "";
        var name = caller.GetProperty("name").GetString() ?? "";
        var verdict = caller.GetProperty("verdict").GetString() ?? "";

        // Earlier versions mark causes also where the verdict is unknown.
        return new(
            service, name, verdict, caller.GetProperty("reason").GetString() ?? "", caller.GetProperty("targetRatio").GetDecimal(),
            [
                .. caller.GetProperty("edges").EnumerateArray().Select(edge => Edge(service, name, edge))
                    .Select(edge => edge with { IsCause = edge.IsCause && verdict == JoinedMap.Reporting }),
            ]);
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
