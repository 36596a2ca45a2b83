using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Traffic;

public sealed class MarkedStreamTests
{
    [Theory]
    [InlineData("/marked", 0, 0, 1, 1, 0, 0)]
    [InlineData("/attributed", 0, 0, 1, 1, 0, 0)]
    [InlineData("/plain", 0, 1, 0, 1, 0, 0)]
    [InlineData("/fails", 0, 1, 0, 0, 1, 0)]
    public async Task Response_MarkedAsAStream_HasNoLatencyButAFirstByte(
        string path, long good, long bad, long ignored, long goodFirst, long badFirst, long ignoredFirst)
    {
        KestrelApp? running = null;
        async Task WriteLong(HttpContext context)
        {
            await context.Response.WriteAsync("first");
            running!.Time.Advance(TimeSpan.FromHours(1));
            await context.Response.WriteAsync("last");
        }

        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("whole", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300));
                options.AddHttp("first", http => http.TimeToFirstByte(), fasterThan: TimeSpan.FromMilliseconds(300));
            },
            app =>
            {
                app.MapGet("/marked", WriteLong).AsSloStream();
                app.MapGet("/attributed", [SloStream] (HttpContext context) => WriteLong(context));
                app.MapGet("/plain", WriteLong);
                app.MapGet("/fails", () => Results.StatusCode(503)).AsSloStream();
            });
        await app.GetAsync(path);

        Assert.Equal((good, bad, ignored), await app.CountsAsync("whole"));
        Assert.Equal((goodFirst, badFirst, ignoredFirst), await app.CountsAsync("first"));
    }
}
