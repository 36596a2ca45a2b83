using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Slo.AspNetCore.Requests;

/// <summary>The cohort of a request. What a client sends is bounded where it is counted.</summary>
internal static class HttpCohort
{
    internal static Func<CompletedRequest, string?>? For(SloObjective objective, HttpIndicator indicator) =>
        indicator.Metadata.OfType<HttpCohortValue>().FirstOrDefault() is { Value: var value } ? request => value(request.Context)
        : objective.CohortBy switch
        {
            null => null,
            { Header: { } header } => request => First(request.Context.Request.Headers[header]),
            { Value: { } constant } => _ => constant,
            _ => Constant(HttpIndicatorBuilderExtensions.VersionOf(Assembly.GetEntryAssembly())),
        };

    private static Func<CompletedRequest, string?>? Constant(string? version) => version is null ? null : _ => version;

    // The first of several, which may be in one line.
    private static string? First(StringValues values)
    {
        if (values.Count == 0 || values[0] is not { } line)
        {
            return null;
        }

        var comma = line.IndexOf(',', StringComparison.Ordinal);
        var first = comma < 0 ? line : line[..comma].Trim();
        return first.Length > 0 ? first : null;
    }
}
