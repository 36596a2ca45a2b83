using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Slo.Shared;

namespace Slo.AspNetCore.Requests;

/// <summary>Decides what ended a request. docs/aspnetcore.md has the table of all combinations, which a test generates.</summary>
internal static class RequestEnds
{
    internal static RequestEnd Of(in CompletedRequest request, HostStop? stop)
    {
        ObservedRequest observed = request.Observed;
        var isCut = observed.IsCut;
        if (request.IsGrpc && OfGrpc(request, isCut) is { } end)
        {
            return end;
        }

        if (observed.IsAbortedByServer)
        {
            return RequestEnd.Server;
        }

        // Only requests that failed pay for the look at the exception handler.
        Exception? error = request.Exception;
        if (error is null && (isCut || request.StatusCode >= StatusCodes.Status400BadRequest))
        {
            error = request.HandledException;
        }

        if (isCut ? error is null || Cancellation.IsConsequence(error) : error is not null && IsLostEarly(request, error))
        {
            return OfLostConnection(stop);
        }

        return !isCut && IsTimeOut(request) ? RequestEnd.TimeOut : RequestEnd.Handler;
    }

    // Before the token says so. Over HTTP/3 Kestrel throws the exception of an abort where a client ends its request too early;
    // elsewhere, and inside another exception, it may come from any connection of the app. What is thrown after the server has ended its
    // response is not of the client.
    private static bool IsLostEarly(in CompletedRequest request, Exception error) => !request.Observed.IsCompletedByServer
        && (Cancellation.IsConnectionLost(error)
            || (error is ConnectionAbortedException && HttpProtocol.IsHttp3(request.Context.Request.Protocol)));

    // Exception handlers answer 499 to a cancellation, as if the client had left. A client that gets this answer did not.
    private static bool IsTimeOut(in CompletedRequest request) =>
        request.StatusCode == StatusCodes.Status499ClientClosedRequest
        || (request.StatusCode >= StatusCodes.Status400BadRequest && request.Observed.IsTimedOut);

    // A status decides if it was sent, and if the call ran into its deadline; what a handler set after its client left does not.
    private static RequestEnd? OfGrpc(in CompletedRequest request, bool isCut)
    {
        var status = request.GrpcStatus;
        if (status == GrpcStatusCodes.DeadlineExceeded
            || ((isCut || status == GrpcStatusCodes.Cancelled)
                && GrpcDeadline.HasPassed(request.Context.Request.Headers[GrpcTimeout.Header], request.Elapsed)))
        {
            return RequestEnd.Deadline;
        }

        return status is null || (isCut && !request.Observed.IsAbortedByServer) ? null
            : status == GrpcStatusCodes.Cancelled && request.Observed.IsTimedOut ? RequestEnd.TimeOut
            : RequestEnd.Handler;
    }

    private static RequestEnd OfLostConnection(HostStop? stop) =>
        stop is { HasCutOff: true } ? RequestEnd.Shutdown : RequestEnd.Client;
}
