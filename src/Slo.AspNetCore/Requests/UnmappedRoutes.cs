using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>Warns of routes that an objective names but that are not mapped: with such a typing error the objective has no data.</summary>
internal static class UnmappedRoutes
{
    /// <summary>Warns once for each objective that has any. Meant for when the app has started, and all its endpoints are known.</summary>
    internal static void Warn(IEnumerable<SloObjective> objectives, EndpointDataSource? endpoints, ILogger logger)
    {
        SloObjective[] routed = [.. objectives.Where(objective => RoutesOf(objective).Count > 0)];
        if (routed.Length == 0)
        {
            return;
        }

        RouteEndpoint[] mapped;
        try
        {
            mapped = [.. (endpoints?.Endpoints ?? []).OfType<RouteEndpoint>()];
        }
#pragma warning disable CA1031 // Endpoints that cannot be built are told of by routing, at the first request.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }

        foreach (SloObjective objective in routed)
        {
            HttpRoute[] unmapped = [.. RoutesOf(objective).Where(route => !Array.Exists(mapped, endpoint => IsTaken(endpoint, route)))];
            if (unmapped.Length > 0)
            {
                logger.UnmappedRoutes(objective.Name, SloText.OneLine(string.Join(", ", unmapped), 1000));
            }
        }
    }

    private static IReadOnlyList<HttpRoute> RoutesOf(SloObjective objective) => (objective.Indicator as HttpIndicator)?.Routes ?? [];

    private static bool IsTaken(RouteEndpoint endpoint, HttpRoute route) =>
        RoutePatternText.Matches(endpoint.RoutePattern, route.Pattern)
        && (route.Method is null || endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods }
            || methods.Contains(route.Method, StringComparer.OrdinalIgnoreCase));
}
