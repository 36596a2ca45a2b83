using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
