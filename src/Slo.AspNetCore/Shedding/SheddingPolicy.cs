using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Slo.AspNetCore.Shedding;

/// <summary>
/// Sheds requests in routing: replaces an endpoint whose gate is closed by one that answers 503. This works for every kind of endpoint,
/// needs no middleware that could be missing or in the wrong place, and does not apply to endpoints without such metadata.
/// </summary>
internal sealed class SheddingPolicy(EndpointBudgets budgets) : MatcherPolicy, IEndpointSelectorPolicy
{
    // After all policies that select or replace endpoints, such as that of Razor pages, which replaces a page by the compiled one.
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
