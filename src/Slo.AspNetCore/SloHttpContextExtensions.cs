using Microsoft.AspNetCore.Http.Features;
using Slo;
using Slo.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reaches the judgement of the current request.</summary>
public static class SloHttpContextExtensions
{
    /// <summary>Lets a handler say what the current request counts as. Null where nobody counts it: no <c>UseSlo</c>, or no objective of its endpoint.</summary>
    /// <example><code>context.GetSloRequest()?.MarkBad("sold_out");</code></example>
    /// <param name="context">The current request.</param>
    public static ISloRequest? GetSloRequest(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features[typeof(IHttpRequestLifetimeFeature)] is ObservedRequest request ? request.Word ??= new HandlerWord() : null;
    }
}
