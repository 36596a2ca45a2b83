using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.Shared.Endpoints;

/// <summary>
/// Whether a request may reach an endpoint that only reads: where the app has configured who may call it, be it anyone, and in Development
/// also from this machine.
/// </summary>
internal sealed class EndpointGuard(bool isDevelopment)
{
    // The beginnings of their names: X-Forwarded-Proto alone is enough, and the middleware of ASP.NET Core renames it X-Original-Proto.
    private static readonly string[] ForwardedHeaders = ["Forwarded", "X-Forwarded-", "X-Original-", "X-Real-IP", "Via"];

    private static readonly string[] LocalHosts = ["localhost", "127.0.0.1", "[::1]"];

    internal static EndpointGuard Of(IEndpointRouteBuilder endpoints) =>
        new(endpoints.ServiceProvider.GetService<IHostEnvironment>()?.IsDevelopment() == true);

    internal bool LetsIn(HttpContext context) => IsOpened(context.GetEndpoint()) || (isDevelopment && IsLocal(context));

    /// <summary>Whether the app has said who may come in, be it anyone.</summary>
    internal static bool IsOpened(Endpoint? endpoint) => endpoint is not null
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null);

    // What came through a proxy did not come from here. The name keeps out pages of other sites whose name was made to point here.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.Keys.Any(IsForwarded)
        && LocalHosts.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase);

    private static bool IsForwarded(string header) =>
        Array.Exists(ForwardedHeaders, start => header.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
