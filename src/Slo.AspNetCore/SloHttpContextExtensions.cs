using Microsoft.AspNetCore.Http.Features;
using Slo;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reaches the judgement of the current request.</summary>
public static class SloHttpContextExtensions
{
    /// <summary>Lets a handler say what the current request counts as. Null where the middleware does not stand (a test, an excluded app).</summary>
    /// <example><code>context.GetSloRequest()?.MarkBad("sold_out");</code></example>
    /// <param name="context">The current request.</param>
    public static ISloRequest? GetSloRequest(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IEndpointFeature>() as ISloRequest ?? context.Features.Get<ISloRequest>();
    }
}
