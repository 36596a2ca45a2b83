using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;

namespace Slo;

/// <summary>Outcomes and groups of requests decided by code of the app.</summary>
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
}
