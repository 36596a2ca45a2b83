namespace Slo.Shared.Map;

/// <summary>An objective of a service, with its verdict.</summary>
internal sealed record MapCaller(
    string Service, string Objective, string Verdict, string Reason, decimal TargetRatio, IReadOnlyList<MapEdge> Edges);
