using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Recognises requests that no user waits for: probes, scrapes, API descriptions, and files. docs/aspnetcore.md lists the signs.
/// </summary>
internal static class NotTraffic
{
    // As MapHealthChecks and MapRazorComponents name what they map.
    private static readonly HashSet<string> DisplayNames = new(StringComparer.Ordinal) { "Health checks", "Blazor Opaque Redirection" };

    /// <summary>Whether the endpoint is a health check, an OpenAPI document, the framework's own, or kept out of its metrics.</summary>
    internal static bool Is(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null
        || (endpoint.DisplayName is { } name && DisplayNames.Contains(name))
        || IsOfBlazorsScript(endpoint)
        || endpoint.Metadata.GetMetadata<MethodInfo>()?.DeclaringType?.Assembly.GetName().Name == "Microsoft.AspNetCore.OpenApi"
        || (endpoint is RouteEndpoint { RoutePattern: var pattern }
            && pattern.GetParameter("documentName") is not null && pattern.GetParameter("extension") is not null);

    // What the script asks for beside the hub: initializers, and the report that a page was left. MapRazorComponents gives these endpoints
    // no name, but what handles them is of Blazor itself.
    private static bool IsOfBlazorsScript(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AsyncStateMachineAttribute>()?.StateMachineType.Assembly.GetName().Name
            == "Microsoft.AspNetCore.Components.Server";

    /// <summary>Whether a response is one for Prometheus: its formats have content types of their own.</summary>
    internal static bool IsExposition(string? contentType) => contentType is { Length: > 20 }
        && (contentType.StartsWith("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
            || (contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
                && (contentType.Contains("version=0.0.4", StringComparison.Ordinal)
                    || contentType.Contains("version=1.0.0", StringComparison.Ordinal)))
            || contentType.StartsWith("application/vnd.google.protobuf; proto=io.prometheus.client", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request without an endpoint was answered by <c>UseStaticFiles</c>, which sends all three headers.</summary>
    internal static bool IsStaticFile(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        return (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && headers.AcceptRanges == "bytes" && headers.ETag.Count > 0 && headers.LastModified.Count > 0;
    }
}
