using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slo.Shared.Endpoints;

namespace Slo.AspNetCore.Api;

/// <summary>The endpoints below one prefix that only read. Each is closed unless the app has said who may come in.</summary>
/// <param name="endpoints">The app.</param>
/// <param name="pattern">The prefix.</param>
/// <param name="instance">Answers for this instance.</param>
/// <param name="fleet">Answers for all instances; null where there is no fleet.</param>
internal sealed class ReadGroup(IEndpointRouteBuilder endpoints, string pattern, ScopeApi instance, ScopeApi? fleet)
{
    private readonly EndpointGuard _guard = EndpointGuard.Of(endpoints);

    // Once: its value says nothing.
    private readonly Lazy<bool> _isLogged = new(() =>
    {
        endpoints.ServiceProvider.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(ReadGroup).FullName!)
            .OpenInDevelopment(pattern);
        return true;
    });

    internal RouteGroupBuilder Conventions { get; } = endpoints.MapGroup(pattern);

    /// <summary>Maps an endpoint.</summary>
    /// <param name="path">Below the prefix.</param>
    /// <param name="handler">The handler of a scope.</param>
    internal void Map(string path, Func<ScopeApi, RequestDelegate> handler)
    {
        RequestDelegate ofInstance = handler(instance);
        RequestDelegate? ofFleet = fleet is null ? null : handler(fleet);
        Conventions.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Guard(Choose));

        Task Choose(HttpContext context) => (Query.TryName(context, "scope", out SloScope? scope), scope) switch
        {
            ({ } fault, _) => Answers.BadRequest(context, fault),
            (_, SloScope.Fleet) => ofFleet is null
                ? Answers.BadRequest(context, "This instance is in no fleet, so its only scope is instance.") : ofFleet(context),
            _ => ofInstance(context),
        };
    }

    private RequestDelegate Guard(RequestDelegate handler) => context =>
    {
        if (!_guard.LetsIn(context))
        {
            return Answers.Problem(
                context,
                StatusCodes.Status403Forbidden,
                "This API is closed until the app opens it: add .RequireAuthorization() or .AllowAnonymous() to MapSloApi.");
        }

        if (!EndpointGuard.IsOpened(context.GetEndpoint()))
        {
            _ = _isLogged.Value;
        }

        return handler(context);
    };
}
