using System.Reflection;
using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;

namespace Slo;

/// <summary>Outcomes, groups and cohorts of requests decided by code of the app.</summary>
public static class HttpIndicatorBuilderExtensions
{
    /// <summary>Lets the app decide the outcome of a completed request.</summary>
    /// <remarks>
    /// If it throws, the request is counted without it and is not affected; the failure is logged at most once a
    /// minute.
    /// </remarks>
    /// <param name="http">The indicator.</param>
    /// <param name="judge">The outcome, or null to leave it to status code, exception and latency.</param>
    public static HttpIndicatorBuilder Judge(this HttpIndicatorBuilder http, Func<SloHttpEvent, SloOutcome?> judge)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(judge);
        return http.WithMetadata(new HttpJudge(judge));
    }

    /// <summary>Groups the objective by route pattern. Requests without a route are <c>(none)</c>.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="maximum">The maximum number of routes.</param>
    public static SloObjectiveBuilder GroupByRoute(this SloObjectiveBuilder objective, int maximum = 100)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return objective.GroupBy(HttpIndicator.RouteLabel, maximum);
    }

    /// <summary>Groups the objective by request method. Unknown methods are <c>_OTHER</c>.</summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder GroupByMethod(this SloObjectiveBuilder objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return objective.GroupBy(HttpIndicator.MethodLabel, 10);
    }

    /// <summary>
    /// Groups the objective by any value of the request, for example its tenant. Do not group by values that clients choose freely: the
    /// number of groups is limited.
    /// </summary>
    /// <param name="http">The indicator; the objective's own <c>GroupBy</c> is set with it.</param>
    /// <param name="value">The group's value, or null for none; if it throws, none, and it is logged at most once a minute.</param>
    public static HttpIndicatorBuilder GroupValue(this HttpIndicatorBuilder http, Func<HttpContext, string?> value)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(value);
        return http.WithMetadata(new HttpGroupValue(value), isGroupValue: true);
    }

    /// <summary>
    /// Divides the requests of the objective into cohorts by code, for example by the destination that a proxy chose. It takes precedence
    /// over <see cref="SloObjectiveBuilder.CohortBy"/>.
    /// </summary>
    /// <param name="http">The indicator.</param>
    /// <param name="value">The cohort's name, or null for none; if it throws, none, and it is logged at most once a minute. At most 16
    /// names of at most 64 characters are told apart.</param>
    public static HttpIndicatorBuilder CohortValue(this HttpIndicatorBuilder http, Func<HttpContext, string?> value)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(value);
        return http.WithMetadata(new HttpCohortValue(value), isDeciding: false);
    }

    /// <summary>
    /// Names who sends a request, to find out whose requests are bad (<see cref="SloTracker.GetContributors"/>). Default: the name in the
    /// client certificate, else the family of the <c>User-Agent</c> header, one of a closed set. Asked for bad requests only.
    /// </summary>
    /// <param name="http">The indicator.</param>
    /// <param name="value">The caller, never a secret, because it is shown; null for none. If it throws, none, and it is logged at most
    /// once a minute. At most 64 names of at most 128 characters are told apart.</param>
    public static HttpIndicatorBuilder CallerValue(this HttpIndicatorBuilder http, Func<HttpContext, string?> value)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(value);
        return http.WithMetadata(new HttpCallerValue(value), isDeciding: false);
    }

    /// <summary>Names who sends a request by a header, such as <c>X-Client-Id</c> (see <see cref="CallerValue"/>).</summary>
    /// <param name="http">The indicator.</param>
    /// <param name="header">The name of the header; its first value counts.</param>
    /// <exception cref="ArgumentException">The name says that its values may be secrets: it contains one of
    /// <see cref="SloSecretNames.Words"/>.</exception>
    public static HttpIndicatorBuilder CallerHeader(this HttpIndicatorBuilder http, string header)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        if (SloSecretNames.WordIn(header) is { } found)
        {
            throw new ArgumentException(
                $"The header '{SloText.OneLine(header, 64)}' contains '{found}', so its values may be secrets, and callers are shown. "
                + "Use a header that identifies clients without authenticating them, or CallerValue.", nameof(header));
        }

        return http.CallerValue(context => context.Request.Headers[header] is { Count: > 0 } values ? values[0] : null);
    }

    /// <summary>Puts all requests of this process into one cohort: the informational version of an assembly.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="assembly">The assembly; default: the app's own.</param>
    /// <remarks>Without a version, requests have no cohort.</remarks>
    public static SloObjectiveBuilder CohortByVersion(this SloObjectiveBuilder objective, Assembly? assembly = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return assembly is null ? objective.CohortBy("version")
            : VersionOf(assembly) is { } version ? objective.CohortBy($"value:{version}")
            : objective;
    }

    /// <summary>Divides the requests into cohorts by a header, for example one that a proxy sets. What a client sends is harmless, but may
    /// take the places of cohorts: reserve them with <see cref="SloTracker.AddCohorts"/>, or let the proxy overwrite the header.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="header">The name of the header; the first value counts. One that may hold a secret is an error at start
    /// (<see cref="SloCohortSource.TryParse"/>).</param>
    public static SloObjectiveBuilder CohortByHeader(this SloObjectiveBuilder objective, string header)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return objective.CohortBy($"header:{header}");
    }

    // As long as a cohort's name may be: the version with the hash of the commit is shorter.
    internal static string? VersionOf(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion is not { Length: > 0 } version ? null
        : version.Length > 64 ? version[..64] : version;
}
