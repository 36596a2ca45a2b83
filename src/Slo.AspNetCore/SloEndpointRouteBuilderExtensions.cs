using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.AspNetCore.Api;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what Slo shows.</summary>
public static class SloEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the JSON API: <c>GET v1/slos</c>, <c>v1/slos/{name}</c>, <c>v1/slos/{name}/series</c>,
    /// <c>v1/slos/{name}/groups</c>, <c>v1/slos/{name}/alerts</c>, <c>v1/alerts</c>. Closed (403) until the app says who may come in:
    /// <c>.RequireAuthorization()</c> or <c>.AllowAnonymous()</c>. Its own requests count for no objective and no HTTP metric.
    /// </summary>
    /// <param name="endpoints">The app.</param>
    /// <param name="pattern">The prefix.</param>
    /// <param name="set">The named set of <c>AddSlo("payments", …)</c> to show; default: the one without a name.</param>
    /// <returns>Conventions for all its endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called, or not for this set.</exception>
    public static IEndpointConventionBuilder MapSloApi(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/slo/api", string? set = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SloRegistry registry = (set is null ? endpoints.ServiceProvider.GetService<SloRegistry>() : endpoints.ServiceProvider.GetKeyedService<SloRegistry>(set))
            ?? throw new InvalidOperationException($"MapSloApi needs the SLO engine: call builder.Services.AddSlo({(set is null ? "" : $"\"{set}\", ")}...) first.");
        TimeProvider time = endpoints.ServiceProvider.GetRequiredService<TimeProvider>();
        SloApi api = new(registry, time);
        AlertsApi alerts = new(registry, time);

        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        Map(group, "v1/slos", api.List);
        Map(group, "v1/slos/{name}", api.One);
        Map(group, "v1/slos/{name}/series", api.Series);
        Map(group, "v1/slos/{name}/groups", api.Groups);
        Map(group, "v1/slos/{name}/alerts", alerts.One);
        Map(group, "v1/alerts", alerts.All);
        return group.ExcludeFromSlo().DisableHttpMetrics().ExcludeFromDescription();
    }

    private static void Map(RouteGroupBuilder group, string pattern, RequestDelegate handler) =>
        group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], SloApi.Guard(handler));
}
