using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>The group of a request. Routes are patterns as mapped and methods are a closed set: text from clients is never a key.</summary>
internal static class HttpGrouping
{
    internal static bool IsByRoute(SloObjective objective, HttpIndicator indicator) =>
        objective.Grouping?.Label == HttpIndicator.RouteLabel && !indicator.Metadata.OfType<HttpGroupValue>().Any();

    internal static Func<CompletedRequest,
        string?>? For(SloObjective objective, HttpIndicator indicator) => objective.Grouping?.Label switch
        {
            null => null,
            _ when indicator.Metadata.OfType<HttpGroupValue>()
                .FirstOrDefault() is { Value: var value } => request => value(request.Context),
            HttpIndicator.RouteLabel => request => request.Traits.Group,
            HttpIndicator.MethodLabel => request => KnownMethod(request.Method),
            _ => null,
        };

    internal static string KnownMethod(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return HttpMethods.IsGet(known) || HttpMethods.IsPost(known) || HttpMethods.IsPut(known) || HttpMethods.IsDelete(known)
            || HttpMethods.IsPatch(known) || HttpMethods.IsHead(known) || HttpMethods.IsOptions(known) || HttpMethods.IsTrace(known)
            || HttpMethods.IsConnect(known) ? known : "_OTHER";
    }
}
