using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Coverage;

/// <summary>Counts requests that feed no objective, as the same requests would count for one. Those that no user waits for are left
/// out.</summary>
internal static class UncoveredRequests
{
    internal static void Count(in CompletedRequest request, ServiceCoverage coverage, EndpointObjectives counted)
    {
        if (counted.IsTraffic && !HttpMethods.IsOptions(request.Method) && !NotTraffic.IsExposition(request.ContentType))
        {
            coverage.CountUncovered(counted, request.Method, IsError(request));
        }
    }

    // As an objective with the default classes of status codes counts it: what the client ended is no error, and neither is the end of what
    // lasts as long as its client likes.
    private static bool IsError(in CompletedRequest request) => request.End != RequestEnd.Client && !request.IsUpgrade
        && !(request.End == RequestEnd.Shutdown && request.IsStream)
        && EndVerdicts.Of(request, HttpObjective.Default).Outcome == SloOutcome.Bad;
}
