using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Slo.AspNetCore.Shedding;

/// <summary>
/// Sheds requests while they are routed: an endpoint whose gate is closed is replaced by one that answers 503. This is the same for every
/// kind of endpoint, needs no middleware that an app might forget or put at the wrong place, and costs endpoints without such metadata
/// nothing.
/// </summary>
internal sealed class SheddingPolicy(EndpointBudgets budgets) : MatcherPolicy, IEndpointSelectorPolicy
{
    // After all policies that choose or replace endpoints, such as that of Razor pages, which puts the compiled page in its place.
    public override int Order => int.MaxValue - 100;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        ContainsDynamicEndpoints(endpoints) || endpoints.Any(EndpointBudgets.MayHaveSome);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint is { } endpoint)
            {
                EndpointBudget budget = budgets.Of(endpoint);
                budget.Announce(httpContext);
                if (budget.Instead() is { } instead)
                {
                    candidates.ReplaceEndpoint(i, instead, candidates[i].Values);
                }
            }
        }

        return Task.CompletedTask;
    }
}
