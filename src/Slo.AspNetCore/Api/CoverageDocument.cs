using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: the coverage of the service by objectives, counted by this process.</summary>
/// <param name="AsOf">When it was read.</param>
/// <param name="Since">The start of counting: the start of the app, or the last change of its objectives.</param>
/// <param name="Covered">Requests that fed an objective.</param>
/// <param name="Uncovered">Requests that fed none.</param>
/// <param name="CoveredRatio">The share that fed one; null without requests.</param>
/// <param name="Routes">The routes of those that fed none, the most requests first.</param>
internal sealed record CoverageDocument(
    DateTimeOffset AsOf, DateTimeOffset Since, long Covered, long Uncovered, double? CoveredRatio,
    IReadOnlyList<UncoveredRouteDocument> Routes)
{
    internal static CoverageDocument Of(DateTimeOffset asOf, CoverageReport report) => new(
        asOf, report.Since, report.Covered, report.Uncovered, report.CoveredRatio,
        [.. report.Routes.Select(route => new UncoveredRouteDocument(
            route.Method.Length == 0 ? null : route.Method, SloText.OneLine(route.Route), route.Requests, route.Errors))]);
}
