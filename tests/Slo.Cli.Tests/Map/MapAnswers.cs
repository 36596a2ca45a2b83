using System.Text.Json.Nodes;

namespace Slo.Tests.Map;

/// <summary>What an app answers of its map.</summary>
internal static class MapAnswers
{
    private static readonly string[] Ranks = ["healthy", "unknown", "reporting", "causing"];

    internal static string Of(params Caller[] callers) => new JsonObject
    {
        ["isObserved"] = true,
        ["nodes"] = new JsonArray(
        [
            .. callers.GroupBy(caller => caller.Service, StringComparer.OrdinalIgnoreCase).Select(service => new JsonObject
            {
                ["name"] = service.Key,
                ["isOwn"] = true,
                ["verdict"] = service.MaxBy(caller => Array.IndexOf(Ranks, caller.Verdict))!.Verdict,
            }),
        ]),
        ["callers"] = new JsonArray([.. callers.Select(Node)]),
        ["findings"] = new JsonArray(),
    }.ToJsonString();

    private static JsonObject Node(Caller caller) => new()
    {
        ["name"] = caller.Objective,
        ["service"] = caller.Service,
        ["verdict"] = caller.Verdict,
        ["reason"] = "",
        ["targetRatio"] = caller.Target,
        ["edges"] = new JsonArray([.. caller.Dependencies.Select(dependency => Edge(dependency, caller.Verdict is "reporting" or "unknown"))]),
    };

    private static JsonObject Edge(string dependency, bool isCause) => new()
    {
        ["dependency"] = dependency,
        ["isDeclared"] = true,
        ["isObserved"] = true,
        ["isSoft"] = false,
        ["isCause"] = isCause,
        ["calls"] = 80,
        ["failedCalls"] = 20,
        ["slowCalls"] = 0,
        ["badRatio"] = 1,
        ["goodRatio"] = 0,
    };

    /// <summary>An objective of a service, and what it calls.</summary>
    internal sealed record Caller(string Service, string Verdict, params string[] Dependencies)
    {
        internal string Objective { get; init; } = "all";

        internal decimal Target { get; init; } = 0.99m;
    }
}
