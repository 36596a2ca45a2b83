using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>The rows of the comparison in docs/aspnetcore.md, in its order.</summary>
internal static class ComparedRequests
{
    private static readonly Action<WebApplication> Bare = _ => { };
    private static readonly Action<WebApplication> ErrorPage = app => app.UseExceptionHandler("/error");
    private static readonly Action<WebApplication> StatusPages = app => app.UseStatusCodePagesWithReExecute("/error");

    internal static IReadOnlyList<ComparedRequest> All { get; } =
    [
        new("200", visitor => visitor.GetAsync("/ok/1"), Bare),
        new("200, HTTP/2", visitor => visitor.SendAsync(HttpMethod.Get, "/ok/1", http2: true), Bare),
        new("200, `HEAD`", visitor => visitor.SendAsync(HttpMethod.Head, "/ok/1"), Bare),
        new("200, `OPTIONS`", visitor => visitor.SendAsync(HttpMethod.Options, "/ok/1"), Bare),
        new("200, later than promised", visitor => visitor.GetAsync("/slow"), Bare),
        new("400, a route value that does not bind", visitor => visitor.GetAsync("/answer/x"), Bare),
        new("404, no such route", visitor => visitor.GetAsync("/wp-login.php"), Bare),
        new("405, wrong method", visitor => visitor.SendAsync(HttpMethod.Post, "/answer/200"), Bare),
        new("429", visitor => visitor.GetAsync("/answer/429"), Bare),
        new("503", visitor => visitor.GetAsync("/answer/503"), Bare),
        new("503, `UseStatusCodePagesWithReExecute(\"/error\")`", visitor => visitor.GetAsync("/answer/503"), StatusPages),
        new("404, no such route, the same", visitor => visitor.GetAsync("/wp-login.php"), StatusPages),
        new("unhandled exception", visitor => visitor.GetAsync("/boom/1"), Bare),
        new("exception, HTTP/2", visitor => visitor.SendAsync(HttpMethod.Get, "/boom/1", http2: true), Bare),
        new("exception, `UseExceptionHandler()` with problem details", visitor => visitor.GetAsync("/boom/1"), app => app.UseExceptionHandler()),
        new("exception, `UseExceptionHandler(\"/error\")`", visitor => visitor.GetAsync("/boom/1"), ErrorPage),
        new("the same under `UsePathBase(\"/shop\")`", visitor => visitor.GetAsync("/shop/boom/1"), UnderPathBase),
        new("exception after the response started", visitor => visitor.GetAsync("/late"), Bare),
        new("exception after the response started, HTTP/2", visitor => visitor.SendAsync(HttpMethod.Get, "/late", http2: true), Bare),
        new("client leaves in time, cancellation escapes", visitor => visitor.LeaveAsync("/waits"), Bare),
        new("client leaves in time, cancellation swallowed", visitor => visitor.LeaveAsync("/swallows"), Bare),
        new("client leaves in time, HTTP/2", visitor => visitor.LeaveAsync("/swallows", http2: true), Bare),
        new("client leaves after the promised time", visitor => visitor.LeaveAsync("/swallows", TimeSpan.FromSeconds(1)), Bare),
        new("client leaves during its upload", visitor => visitor.BreakUploadAsync("/upload"), Bare),
        new("upload too large", visitor => visitor.SendAsync(HttpMethod.Post, "/upload", content: new ByteArrayContent(new byte[5_000])), Bare),
        new("server aborts", visitor => visitor.GetAsync("/abort"), Bare),
        new("server aborts, HTTP/2", visitor => visitor.SendAsync(HttpMethod.Get, "/abort", http2: true), Bare),
        new("WebSocket of an hour", visitor => visitor.OpenWebSocketAsync("/ws"), Bare),
        new("WebSocket of an hour, HTTP/2", visitor => visitor.OpenWebSocketAsync("/ws", http2: true), Bare),
        new("event stream of an hour", visitor => visitor.GetAsync("/stream/false"), Bare),
        new("event stream that fails in the middle", visitor => visitor.GetAsync("/stream/true"), Bare),
        new("gRPC `OK`", visitor => visitor.CallGrpcAsync(StatusCode.OK), Bare),
        new("gRPC `CANCELLED`", visitor => visitor.CallGrpcAsync(StatusCode.Cancelled), Bare),
        new("gRPC `NOT_FOUND`", visitor => visitor.CallGrpcAsync(StatusCode.NotFound), Bare),
        new("gRPC `INTERNAL`", visitor => visitor.CallGrpcAsync(StatusCode.Internal), Bare),
        new("gRPC `UNAVAILABLE`", visitor => visitor.CallGrpcAsync(StatusCode.Unavailable), Bare),
        new("gRPC `UNAVAILABLE` after a message", visitor => visitor.CallGrpcAsync(StatusCode.Unavailable, afterAMessage: true), Bare),
        new("200, `.DisableHttpMetrics()`", visitor => visitor.GetAsync("/probe"), Bare),
        new("200, health check", visitor => visitor.GetAsync("/healthz"), Bare),
        new("200, `.ExcludeFromSlo()`", visitor => visitor.GetAsync("/excluded"), Bare),
        new("200, the handler calls it bad", visitor => visitor.GetAsync("/soldout"), Bare),
    ];

    private static void UnderPathBase(WebApplication app)
    {
        app.UsePathBase("/shop");
        app.UseExceptionHandler("/error");
        app.UseRouting();
    }
}
