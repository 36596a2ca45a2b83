namespace Slo.Shared.Reporting;

/// <summary>The coverage of a service by objectives: the requests that feed one, and those that feed none.</summary>
/// <param name="Since">The start of counting, UTC.</param>
/// <param name="Covered">Requests that fed an objective.</param>
/// <param name="Uncovered">Requests that fed none.</param>
/// <param name="Routes">Those by route, the most requests first.</param>
internal sealed record CoverageReport(DateTimeOffset Since, long Covered, long Uncovered, IReadOnlyList<RouteReport> Routes)
{
    /// <summary>Requests that matched no route.</summary>
    internal const string NoEndpoint = "(no endpoint)";

    /// <summary>Routes beyond the limit, and endpoints without a pattern.</summary>
    internal const string Other = "(other)";

    /// <summary>The share of the requests that fed an objective; null without requests.</summary>
    internal double? CoveredRatio => Covered + Uncovered == 0 ? null : (double)Covered / (Covered + Uncovered);

    /// <summary>The share of all requests that a route has.</summary>
    internal double ShareOf(RouteReport route) => (double)route.Requests / Math.Max(1, Covered + Uncovered);
}
