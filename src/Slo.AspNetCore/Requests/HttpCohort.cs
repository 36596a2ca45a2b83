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

    // The first of several: the nearest proxy may have added others.
    private static string? First(StringValues values) =>
        values.Count > 0 && values[0] is { Length: > 0 } first ? first : null;
}
