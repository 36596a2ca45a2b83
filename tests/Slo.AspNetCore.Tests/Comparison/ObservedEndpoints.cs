using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Tests.Probes;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>The endpoints of an observed app: one for each way in which a request can end.</summary>
internal static class ObservedEndpoints
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    internal static void Map(WebApplication app, ObservedApp observed)
    {
        app.UseWebSockets();
        app.MapMethods("/ok/{id:int}", ["GET", "HEAD", "OPTIONS"], (int id) => "ok");
        app.MapGet("/error", () => "an error page");
        app.MapGet("/answer/{status}", (int status) => Results.StatusCode(status));
        app.MapGet("/boom/{id}", string (string id) => throw new InvalidOperationException(id));
        app.MapGet("/probe", () => "ok").DisableHttpMetrics();
        app.MapGet("/excluded", () => "ok").ExcludeFromSlo();
        app.MapHealthChecks("/healthz");
        app.MapGet("/soldout", (HttpContext context) => context.GetSloRequest()?.MarkBad("sold_out"));
        app.MapGet("/abort", (HttpContext context) => context.Abort());
        app.MapGet("/slow", () => observed.Time.Advance(Long));
        MapBroken(app, observed);
        MapStreams(app, observed);
        app.MapGrpcService<ProbeService>();
    }

    private static void MapBroken(WebApplication app, ObservedApp observed)
    {
        app.MapGet("/late", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("the beginning of an answer");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("late");
        });
        app.MapGet("/waits", (HttpContext context) => Gone(context, observed));
        app.MapGet("/swallows", async (HttpContext context) =>
        {
            try
            {
                await Gone(context, observed);
            }
            catch (OperationCanceledException)
            {
                // As handlers do that log it and return.
            }
        });
        app.MapPost("/upload", async (HttpContext context) =>
        {
            observed.Arrived.TrySetResult();
            await context.Request.Body.CopyToAsync(Stream.Null);
        }).WithMetadata(new SizeLimit(2_000));
    }

    private static void MapStreams(WebApplication app, ObservedApp observed)
    {
        app.Map("/ws", async (HttpContext context) =>
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            observed.Time.Advance(Long);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });
        app.MapGet("/stream/{fails:bool}", async (HttpContext context, bool fails) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            observed.Time.Advance(Long);
            if (fails)
            {
                throw new InvalidOperationException("in the middle");
            }
        });
    }

    private static async Task Gone(HttpContext context, ObservedApp observed)
    {
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
        observed.Arrived.TrySetResult();
        await gone.Task;
        context.RequestAborted.ThrowIfCancellationRequested();
    }
}
