using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class StreamTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(0)]
    [InlineData(301)]
    public async Task EventStream_ThatLivesLong_TakesNoPartInAWholeLatency(int millisecondsToFirstByte)
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync($"/stream/{millisecondsToFirstByte}");

        Assert.Equal((0, 0, 1), await app.CountsAsync("whole"));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(300, 1, 0)]
    [InlineData(301, 0, 1)]
    public async Task TimeToFirstByte_OfAStream_IsComparedExactly(int millisecondsToFirstByte, long good, long bad)
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync($"/stream/{millisecondsToFirstByte}");

        Assert.Equal((good, bad, 0), await app.CountsAsync("firstbyte"));
    }

    [Fact]
    public async Task TimeToFirstByte_OfAResponseThatStartsAfterTheHandler_IsTheWholeTime()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync("/late");

        Assert.Equal((0, 1, 0), await app.CountsAsync("firstbyte"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("whole"));
    }

    [Theory]
    [InlineData("0", 1, 0, 0)]
    [InlineData("1", 0, 0, 1)]
    [InlineData("5", 1, 0, 0)]
    [InlineData("13", 0, 1, 0)]
    [InlineData("14", 0, 1, 0)]
    [InlineData(null, 1, 0, 0)]
    public async Task Grpc_Calls_AreJudgedByTheirTrailer(string? status, long good, long bad, long ignored)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapPost("/grpc", async (HttpContext context) =>
            {
                context.Response.ContentType = "application/grpc";
                await context.Response.StartAsync();
                if (status is not null)
                {
                    context.Response.AppendTrailer("grpc-status", status);
                }
            }),
            protocols: HttpProtocols.Http2);
        using HttpRequestMessage call = new(HttpMethod.Post, "/grpc")
        {
            Version = app.Client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } },
        };
        app.WillSend();
        using HttpResponseMessage response = await app.Client.SendAsync(call, TestContext.Current.CancellationToken);

        Assert.Equal((good, bad, ignored), await app.CountsAsync("all"));
    }

    private static async Task<KestrelApp> StartAsync()
    {
        KestrelApp? running = null;
        return running = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("whole", _ => { }, fasterThan: Threshold);
                options.AddHttp("firstbyte", http => http.TimeToFirstByte(), fasterThan: Threshold);
            },
            app =>
            {
                app.MapGet("/stream/{milliseconds}", async (HttpContext context, int milliseconds) =>
                {
                    running!.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.WriteAsync("data: 1\n\n");
                    running.Time.Advance(TimeSpan.FromHours(1));
                    await context.Response.WriteAsync("data: 2\n\n");
                });
                app.MapGet("/late", () =>
                {
                    running!.Time.Advance(TimeSpan.FromSeconds(1));
                    return Results.NoContent();
                });
            });
    }
}
