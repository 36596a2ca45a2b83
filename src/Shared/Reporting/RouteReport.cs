namespace Slo.Shared.Reporting;

/// <summary>The requests of a route that fed no objective.</summary>
/// <param name="Method">The method; empty: any.</param>
/// <param name="Route">The pattern, or a name in parentheses for several.</param>
/// <param name="Requests">How many.</param>
/// <param name="Errors">How many of them the server failed.</param>
internal sealed record RouteReport(string Method, string Route, long Requests, long Errors)
{
    /// <summary>As an objective declares it: <c>POST /orders</c>.</summary>
    internal string Name => Method.Length == 0 ? Route : $"{Method} {Route}";

    /// <summary>Whether an objective can name it.</summary>
    internal bool IsRoute => Route.StartsWith('/') && Method is not ("" or "_OTHER");
}
