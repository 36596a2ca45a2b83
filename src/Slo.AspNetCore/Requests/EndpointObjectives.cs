using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slo.AspNetCore.Coverage;

namespace Slo.AspNetCore.Requests;

/// <summary>What the requests to one endpoint count for.</summary>
/// <param name="endpoint">The endpoint; null: those without one.</param>
/// <param name="traits">What the endpoint is.</param>
/// <param name="objectives">The objectives.</param>
/// <param name="isTraffic">Whether its requests are made by users, as far as the endpoint says it.</param>
internal sealed class EndpointObjectives(
    Endpoint? endpoint, EndpointTraits traits, EndpointObjective[] objectives, bool isTraffic = true)
{
    internal Endpoint? Endpoint => endpoint;

    internal bool IsEmpty => objectives.Length == 0;

    internal EndpointTraits Traits => traits;

    /// <summary>Whether requests that feed no objective are missed by the objectives, and not left out by design.</summary>
    internal bool IsTraffic => isTraffic;

    /// <summary>Where requests are counted that feed no objective, by method.</summary>
    internal UncoveredMethods Uncovered { get; } = new();

    /// <summary>Whether some of its requests count for an objective.</summary>
    internal bool CountFor(string objective)
    {
        IReadOnlyList<string> methods = endpoint?.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return objectives.Any(one => one.Objective.Name.Equals(objective, StringComparison.OrdinalIgnoreCase)
            && (one.Method is null || methods.Count == 0 || methods.Contains(one.Method, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Reserves a place for the endpoint in objectives that are grouped by route.</summary>
    internal void AddGroups()
    {
        if (traits.Group is { } group)
        {
            foreach (EndpointObjective objective in objectives.Where(objective => objective.Objective.IsGroupedByRoute))
            {
                objective.Objective.AddGroup(group);
            }
        }
    }

    /// <returns>Whether it fed an objective, also one that ignores it.</returns>
    internal bool Record(in CompletedRequest request)
    {
        if (objectives.Length == 0 || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        var isFed = false;
        var isScrape = NotTraffic.IsExposition(request.ContentType);
        foreach ((HttpObjective objective, string? method, var isByDefault) in objectives)
        {
            if (!(isScrape && isByDefault) && (method is null || HttpMethods.Equals(method, request.Method)))
            {
                objective.Record(request);
                isFed = true;
            }
        }

        return isFed;
    }
}
