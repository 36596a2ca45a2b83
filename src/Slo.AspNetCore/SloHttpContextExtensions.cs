using Microsoft.AspNetCore.Http.Features;
using Slo;
using Slo.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Http;

/// <summary>Gives a handler access to the outcome of the current request.</summary>
public static class SloHttpContextExtensions
{
    /// <summary>
    /// Lets a handler decide the outcome of the current request. Null if the request is not counted: <c>UseSlo</c> is missing, or no
    /// objective covers its endpoint.
    /// </summary>
    /// <example><code>context.GetSloRequest()?.MarkBad("sold_out");</code></example>
    /// <param name="context">The current request.</param>
    public static ISloRequest? GetSloRequest(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features[typeof(IHttpRequestLifetimeFeature)] is ObservedRequest request
            ? request.Marked ??= new SloRequest() : null;
    }
}
