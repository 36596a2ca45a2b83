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
/// <param name="Elapsed">From first to last; zero if nothing needs it, or if it is below a quarter of every
/// threshold.</param>
/// <param name="ToFirstByte">To the start of the response, if that was measured.</param>
/// <param name="Traits">What its endpoint is.</param>
/// <param name="ContentType">The content type of the response.</param>
internal record struct CompletedRequest(
    HttpContext Context, int StatusCode, ObservedRequest Observed, Exception? Exception, TimeSpan Elapsed, TimeSpan? ToFirstByte,
    EndpointTraits Traits, string? ContentType)
{
    /// <summary>What ended it; see <see cref="RequestEnds"/>. Set last, and in place: copying all of this costs more than to decide
    /// it.</summary>
    internal RequestEnd End { get; set; }

    internal readonly bool IsAbortedByClient => End == RequestEnd.Client;

    internal readonly string Method => Observed.Method;

    /// <summary>The outcome that the handler gave the request, or null.</summary>
    internal readonly SloOutcome? MarkedOutcome => Observed.Marked?.Outcome;

    /// <summary>Why the handler called it bad.</summary>
    internal readonly string? BadReason => Observed.Marked?.BadReason;

    /// <summary>The dependency that the handler says has failed.</summary>
    internal readonly string? FailedDependency => Observed.Marked?.FailedDependency;

    /// <summary>What the app's exception handler took, or null.</summary>
    internal readonly Exception? HandledException => ((IExceptionHandlerFeature?)Context.Features[typeof(IExceptionHandlerFeature)])?.Error;

    /// <summary>The response lasts as long as the client listens: its duration is not a latency.</summary>
    internal readonly bool IsStream => Traits.Stream switch
    {
        StreamKind.Always => true,
        StreamKind.Get => HttpMethods.IsGet(Method),
        StreamKind.Never => false,
        _ => ContentType is { } type && IsEventStream(type),
    };

    internal static bool IsEventStream(string contentType) =>
        contentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>A WebSocket, over HTTP/1.1 (101) or HTTP/2 (an extended CONNECT): lives as long as its client likes.</summary>
    internal readonly bool IsUpgrade =>
        StatusCode == StatusCodes.Status101SwitchingProtocols || HttpMethods.IsConnect(Method);

    /// <summary>A gRPC call. It needs trailers and therefore HTTP/2: this avoids reading the headers of all other requests.</summary>
    internal readonly bool IsGrpc => Observed.IsGrpc;

    /// <summary>
    /// A gRPC call to something else than a method of Grpc.AspNetCore: it may be a stream, so its latency is the time to its first message,
    /// which for all others is sent at the end.
    /// </summary>
    internal readonly bool IsGrpcOfUnknownKind => Traits.Stream == StreamKind.Unknown && IsGrpc;

    /// <summary>The status that a gRPC call ended with (its HTTP status is always 200), or null if it is no gRPC call.</summary>
    internal readonly int? GrpcStatus =>
        !IsGrpc ? null : Number(Trailers?["grpc-status"] ?? default) ?? Number(Context.Response.Headers["grpc-status"]);

    private readonly IHeaderDictionary? Trailers =>
        ((IHttpResponseTrailersFeature?)Context.Features[typeof(IHttpResponseTrailersFeature)])?.Trailers;

    private static int? Number(StringValues status) => int.TryParse(
        status, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : null;
}
