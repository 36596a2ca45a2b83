using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Slo.AspNetCore.Requests;

/// <summary>The group of a request. Routes are patterns as mapped and methods are a closed set: text from clients is never a key.</summary>
internal static class HttpGrouping
{
    internal static Func<CompletedRequest,
        string?>? For(SloObjective objective, HttpIndicator indicator) => objective.Grouping?.Label switch
        {
            null => null,
            _ when indicator.Metadata.OfType<HttpGroupValue>()
                .FirstOrDefault() is { Value: var value } => request => value(request.Context),
            HttpIndicator.RouteLabel => request => (request.Observed.FirstEndpoint as RouteEndpoint)?.RoutePattern.RawText,
            HttpIndicator.MethodLabel => request => KnownMethod(request.Method),
            _ => null,
        };

    private static string KnownMethod(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return HttpMethods.IsGet(known) || HttpMethods.IsPost(known) || HttpMethods.IsPut(known) || HttpMethods.IsDelete(known)
            || HttpMethods.IsPatch(known) || HttpMethods.IsHead(known) || HttpMethods.IsOptions(known) || HttpMethods.IsTrace(known)
            || HttpMethods.IsConnect(known) ? known : "_OTHER";
    }
}
