using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Recognises requests that no user waits for: probes, scrapes, API descriptions, and files. docs/aspnetcore.md lists the signs.
/// </summary>
internal static class NotTraffic
{
    /// <summary>Whether the endpoint is a health check, an OpenAPI document, or kept out of the framework's own metrics.</summary>
    internal static bool Is(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null
        || endpoint.DisplayName == "Health checks"
        || endpoint is RouteEndpoint { RoutePattern: var pattern } && pattern.GetParameter("documentName") is not null;

    /// <summary>Whether the response is one for Prometheus: its text format has a content type of its own.</summary>
    internal static bool IsExposition(HttpResponse response) => response.ContentType is { } type
        && (type.StartsWith("application/openmetrics-text", StringComparison.OrdinalIgnoreCase)
            || (type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)
                && type.Contains("version=", StringComparison.OrdinalIgnoreCase))
            || type.StartsWith("application/vnd.google.protobuf", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request without an endpoint was answered by <c>UseStaticFiles</c>, which sends all three headers.</summary>
    internal static bool IsStaticFile(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        return (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && headers.AcceptRanges == "bytes" && headers.ETag.Count > 0 && headers.LastModified.Count > 0;
    }
}
