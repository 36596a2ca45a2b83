namespace Slo.AspNetCore.Coverage;

/// <summary>The requests of one route that fed no objective.</summary>
/// <param name="method">One of a closed set; empty: any.</param>
/// <param name="route">The pattern as mapped, never a path as sent; or one of the names in parentheses.</param>
internal sealed class UncoveredRoute(string method, string route)
{
    private readonly SloEventCounter _requests = SloRegistry.CreateCounter();

    internal string Method => method;

    internal string Route => route;

    /// <summary>Bad are errors of the server.</summary>
    internal SloEventCounts Requests => _requests.Total;

    internal void Count(bool isError) => _requests.Record(!isError);
}
