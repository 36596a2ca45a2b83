using Slo;
using Slo.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reaches the judgement of the current request.</summary>
public static class SloHttpContextExtensions
{
    /// <summary>Lets a handler say what the current request counts as. Works in any place; heard where the request is counted.</summary>
    /// <example><code>context.GetSloRequest().MarkBad("sold_out");</code></example>
    /// <param name="context">The current request.</param>
    public static ISloRequest GetSloRequest(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features[typeof(ISloRequest)] is ISloRequest known)
        {
            return known;
        }

        HandlerWord word = new();
        context.Features[typeof(ISloRequest)] = word;
        return word;
    }
}
