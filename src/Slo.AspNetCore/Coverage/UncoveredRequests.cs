using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Coverage;

/// <summary>Counts requests that feed no objective, as the same requests would count for one. Those that no user waits for are left
/// out.</summary>
internal static class UncoveredRequests
{
    /// <summary>Counts a request to an endpoint without objectives as <see cref="Count"/> does, if its status says that it is none
    /// of an error; most are. From 400 on it may be what a time-out was answered with.</summary>
    /// <returns>Whether it was counted. If not, nothing was, and all of the request decides.</returns>
    internal static bool TryCountPlain(
        int status, string method, string? contentType, ServiceCoverage coverage, EndpointObjectives counted)
    {
        if (!counted.IsEmpty || status >= StatusCodes.Status400BadRequest || !IsTraffic(method, contentType, counted))
        {
            return false;
        }

        coverage.CountUncovered(counted, method, isError: false);
        return true;
    }

    internal static void Count(in CompletedRequest request, ServiceCoverage coverage, EndpointObjectives counted)
    {
        if (IsTraffic(request.Method, request.ContentType, counted))
        {
            coverage.CountUncovered(counted, request.Method, IsError(request));
        }
    }

    private static bool IsTraffic(string method, string? contentType, EndpointObjectives counted) =>
        counted.IsTraffic && !HttpMethods.IsOptions(method) && !NotTraffic.IsExposition(contentType);

    // As an objective with the default classes of status codes counts it: what the client ended is no error, and neither is the end of what
    // lasts as long as its client likes.
    private static bool IsError(in CompletedRequest request) => request.End != RequestEnd.Client && !request.IsUpgrade
        && !(request.End == RequestEnd.Shutdown && request.IsStream)
        && EndVerdicts.Of(request, HttpObjective.Default).Outcome == SloOutcome.Bad;
}
