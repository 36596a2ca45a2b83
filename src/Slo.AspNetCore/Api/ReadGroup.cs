using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slo.Shared.Endpoints;

namespace Slo.AspNetCore.Api;

/// <summary>The endpoints below one prefix that only read. Each is closed unless the app has said who may come in.</summary>
internal sealed class ReadGroup(IEndpointRouteBuilder endpoints, string pattern)
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

    internal void Map(string path, RequestDelegate handler) =>
        Conventions.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], Guard(handler));

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
