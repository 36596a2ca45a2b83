using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slo.Dashboard;
using Slo.Shared.Endpoints;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the dashboard of Slo.</summary>
public static class SloDashboardEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a page that shows objectives, budgets, burn rates, alerts and incidents, with its assets and, below <c>api</c>, the JSON API
    /// of <c>MapSloApi</c>. It only reads. Closed (403) until the app configures who may see it: <c>.RequireAuthorization()</c> or
    /// <c>.AllowAnonymous()</c>; in Development, open to this machine until then. Can be mapped several times, for example once for each
    /// named set. Its own requests count for no objective and no HTTP metric.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The path of the page.</param>
    /// <param name="set">The named set of <c>AddSlo("payments", …)</c> to show; default: the one without a name.</param>
    /// <returns>Conventions for the page, its assets and its API.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called, or not for this set.</exception>
    public static IEndpointConventionBuilder MapSloDashboard(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/slo", string? set = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        DashboardEndpoints dashboard = new(EndpointGuard.Of(endpoints), DashboardAssets.All);
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        group.MapSloApi("api", set);
        group.MapMethods("", [HttpMethods.Get, HttpMethods.Head], dashboard.Page);
        group.MapMethods("assets/{version}/{file}", [HttpMethods.Get, HttpMethods.Head], dashboard.Asset);
        return group.ExcludeFromSlo().DisableHttpMetrics().ExcludeFromDescription();
    }
}
