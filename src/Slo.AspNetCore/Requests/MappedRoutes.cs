using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Compares objectives with the routes that are mapped, at the start and when objectives change: reserves the groups of objectives that are
/// grouped by route, and warns once of each route that an objective names but that is not mapped. With such a typing error it has no data.
/// </summary>
/// <param name="endpoints">The app's endpoints; null without routing.</param>
/// <param name="logger">For warnings.</param>
internal sealed class MappedRoutes(Func<EndpointDataSource?> endpoints, ILogger logger)
{
    private readonly ConcurrentDictionary<(string, string), bool> _warned = new();

    internal void Compare(HttpObjectives objectives)
    {
        HttpObjective[] routed = [.. objectives.All.Where(objective => objective.Indicator.Routes.Count > 0)];
        var isGrouped = objectives.All.Any(objective => objective.IsGroupedByRoute);
        if ((routed.Length == 0 && !isGrouped) || Mapped() is not { } mapped)
        {
            return;
        }

        if (isGrouped)
        {
            objectives.AddGroups(mapped);
        }

        foreach (HttpObjective objective in routed)
        {
            HttpRoute[] unmapped =
                [.. objective.Indicator.Routes.Where(route => !Array.Exists(mapped, endpoint => IsTaken(endpoint, route)))];
            var routes = SloText.OneLine(string.Join(", ", unmapped), 1000);
            if (unmapped.Length > 0 && _warned.TryAdd((objective.Name, routes), true))
            {
                logger.UnmappedRoutes(objective.Name, routes);
            }
        }
    }

    private static bool IsTaken(RouteEndpoint endpoint, HttpRoute route) =>
        RoutePatternText.Matches(endpoint.RoutePattern, route.Pattern)
        && (route.Method is null || endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods }
            || methods.Contains(route.Method, StringComparer.OrdinalIgnoreCase));

    private RouteEndpoint[]? Mapped()
    {
        try
        {
            return [.. (endpoints()?.Endpoints ?? []).OfType<RouteEndpoint>()];
        }
#pragma warning disable CA1031 // Endpoints that cannot be built are reported by routing, at the first request.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
