using System.Text.Json;

namespace Slo.Cli.Map;

/// <summary>What a service calls, or declares, as the API of its app tells it.</summary>
internal sealed record MapEdge(string Service, string Objective, string Dependency)
{
    internal bool IsDeclared { get; private init; }

    internal bool IsObserved { get; private init; }

    internal bool IsSoft { get; private init; }

    internal bool IsCause { get; private init; }

    internal long Calls { get; private init; }

    internal long FailedCalls { get; private init; }

    internal long SlowCalls { get; private init; }

    internal double? BadRatio { get; private init; }

    internal double? GoodRatio { get; private init; }

    internal string Declaration => (IsDeclared, IsObserved) switch
    {
        (true, true) => IsSoft ? "soft" : "",
        (true, false) => "declared, not called",
        _ => "called, not declared",
    };

    internal static MapEdge Of(string service, string objective, JsonElement edge) =>
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

    private static double? Number(JsonElement edge, string name) =>
        edge.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
