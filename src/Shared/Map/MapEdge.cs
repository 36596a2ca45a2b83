namespace Slo.Shared.Map;

/// <summary>What a service calls, or declares.</summary>
internal sealed record MapEdge(string Service, string Objective, string Dependency)
{
    internal bool IsDeclared { get; init; }

    internal bool IsObserved { get; init; }

    internal bool IsSoft { get; init; }

    internal bool IsCause { get; init; }

    internal long Calls { get; init; }

    internal long FailedCalls { get; init; }

    internal long SlowCalls { get; init; }

    internal double? BadRatio { get; init; }

    internal double? GoodRatio { get; init; }

    internal string Declaration => (IsDeclared, IsObserved) switch
    {
        (true, true) => IsSoft ? "soft" : "",
        (true, false) => "declared, not called",
        _ => "called, not declared",
    };
}
