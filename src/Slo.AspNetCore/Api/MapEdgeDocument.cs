using Slo.Shared.Map;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: a dependency of an objective. Counts are of the window, totals since the process began to count.</summary>
internal sealed record MapEdgeDocument(
    string Dependency, bool IsDeclared, bool IsObserved, bool IsSoft, bool IsSelf, bool IsCause, long TotalCalls, long TotalFailedCalls,
    long Calls, long FailedCalls, long SlowCalls, long GoodRequests, long BadRequests, long TroubledGoodRequests,
    long TroubledBadRequests, double? BadRatio, double? GoodRatio, double? ChanceRatio)
{
    internal static MapEdgeDocument Of(SloDependencyStatus status, string service) => new(
        status.Name, status.IsDeclared, status.IsObserved, status.IsSoft,
        JoinedMap.IsName(status.Name) && status.Name.Equals(service, StringComparison.OrdinalIgnoreCase), status.IsCause,
        status.TotalCalls.Total, status.TotalCalls.Bad,
        status.Calls.Total, status.Calls.Bad, status.SlowCalls, status.Requests.Good, status.Requests.Bad, status.TroubledRequests.Good,
        status.TroubledRequests.Bad, status.BadRatio, status.GoodRatio,
        status.ChanceRatio is { } chance ? Math.Round(chance, 6) : null);
}
