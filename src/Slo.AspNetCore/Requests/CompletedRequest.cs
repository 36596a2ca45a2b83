using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Slo.AspNetCore.Requests;

/// <summary>A request that is over, with all that decides what it counts as.</summary>
/// <param name="Context">The request.</param>
/// <param name="StatusCode">The status code as sent, or as it would have been sent.</param>
/// <param name="Observed">What was seen on the way.</param>
/// <param name="Exception">The unhandled exception, or null.</param>
/// <param name="Elapsed">From first to last; zero if no objective needs it.</param>
/// <param name="ToFirstByte">To the start of the response, if that was measured.</param>
internal readonly record struct CompletedRequest(
    HttpContext Context, int StatusCode, ObservedRequest Observed, Exception? Exception, TimeSpan Elapsed, TimeSpan? ToFirstByte)
{
    /// <summary>
    /// The client went away. An exception that comes of it (a cancelled call, a broken pipe) is no failure of ours; any other is,
    /// whether or not the client was still waiting. If a handler caught it, only the token shows it.
    /// </summary>
    internal bool IsAbortedByClient =>
        !Observed.IsAbortedByServer
        && ((Exception is null or OperationCanceledException or IOException && Observed.ConnectionAborted.IsCancellationRequested)
            || IsConnectionLost);

    internal string Method => Observed.Method;

    /// <summary>The outcome that the handler gave the request, or null.</summary>
    internal SloOutcome? MarkedOutcome => Observed.Marked?.Outcome;

    /// <summary>Why the handler called it bad.</summary>
    internal string? BadReason => Observed.Marked?.BadReason;

    /// <summary>What the app's exception handler took, or null.</summary>
    internal Exception? HandledException => ((IExceptionHandlerFeature?)Context.Features[typeof(IExceptionHandlerFeature)])?.Error;

    /// <summary>The response lasts as long as the client listens: its duration is not a latency.</summary>
    internal bool IsStream =>
        Context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A WebSocket, over HTTP/1.1 (101) or HTTP/2 (an extended CONNECT): lives as long as its client likes.</summary>
    internal bool IsUpgrade =>
        StatusCode == StatusCodes.Status101SwitchingProtocols || HttpMethods.IsConnect(Method);

    // Kestrel throws these first and cancels the token a moment later, on another thread: often too late for us.
    private bool IsConnectionLost
    {
        get
        {
            Exception? error = Exception;
            if (error is null && StatusCode >= StatusCodes.Status400BadRequest)
            {
                error = HandledException;
            }

            return error is ConnectionResetException
                or BadHttpRequestException { Message: "Unexpected end of request content." }
                or IOException { Message: "The client reset the request stream." };
        }
    }

    /// <summary>The status that a gRPC call ended with (its HTTP status is always 200), or null if it is no gRPC call.</summary>
    internal int? GrpcStatus
    {
        get
        {
            // gRPC needs trailers and therefore HTTP/2: this comparison avoids reading the headers of all other requests.
            if (Observed.IsHttp11
                || Context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
            {
                return null;
            }

            StringValues status =
                ((IHttpResponseTrailersFeature?)Context.Features[typeof(IHttpResponseTrailersFeature)])?.Trailers["grpc-status"] ?? default;
            if (status.Count == 0)
            {
                status = Context.Response.Headers["grpc-status"];
            }

            return int.TryParse(status, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                out var code) ? code : null;
        }
    }
}
