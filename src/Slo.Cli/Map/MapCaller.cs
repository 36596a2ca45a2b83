using System.Text.Json;

namespace Slo.Cli.Map;

/// <summary>An objective of a service, with its verdict.</summary>
internal sealed record MapCaller(
    string Service, string Objective, string Verdict, string Reason, decimal TargetRatio, IReadOnlyList<MapEdge> Edges)
{
    internal static MapCaller Of(JsonElement caller)
    {
        var service = caller.GetProperty("service").GetString() ?? "";
        var name = caller.GetProperty("name").GetString() ?? "";
        return new(
            service, name, caller.GetProperty("verdict").GetString() ?? "", caller.GetProperty("reason").GetString() ?? "",
            caller.GetProperty("targetRatio").GetDecimal(),
            [.. caller.GetProperty("edges").EnumerateArray().Select(edge => MapEdge.Of(service, name, edge))]);
    }
}
