using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Compares objectives with the routes that are mapped, at the start and when objectives or endpoints change: reserves the groups of
/// objectives that are grouped by route, and warns of routes that an objective names but that are not mapped. With such a typing error it
/// has no data. A warning is logged once; it is the source warning of the objective until the routes are mapped.
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
            if (unmapped.Length > 0)
            {
                Warn(objective, SloText.OneLine(string.Join(", ", unmapped), 1000));
            }
            else if (objective.Tracker.Status.SourceWarning?.Code == SloFindingCodes.UnmappedRoutes)
            {
                objective.Tracker.SetSourceWarning(null);
            }
        }
    }

    /// <summary>Calls back whenever endpoints change.</summary>
    internal void Follow(Action changed)
    {
        if (endpoints() is { } source)
        {
            _ = ChangeToken.OnChange(source.GetChangeToken, changed);
        }
    }

    private void Warn(HttpObjective objective, string routes)
    {
        SloFinding unmapped = SloFinding.Warning(
            SloFindingCodes.UnmappedRoutes,
            $"routes '{routes}': no endpoint is mapped to them; write each as it is mapped, with the prefix of its group and an allowed "
            + "method",
            "http");
        objective.Tracker.SetSourceWarning(unmapped with { Objective = objective.Name });
        if (_warned.TryAdd((objective.Name, routes), true))
        {
            logger.UnmappedRoutes(objective.Name, routes);
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
