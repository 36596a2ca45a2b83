using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class LatencyTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 1)]
    public async Task Request_ThatTakesTheThreshold_IsGoodToTheTick(int ticksMore, long good, long bad)
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync($"/take/{Threshold.Ticks + ticksMore}/200");

        Assert.Equal((good, bad, 0), await app.CountsAsync("fast"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Request_ThatFailsFast_IsBad()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync("/take/0/500");
        await app.GetAsync("/take/0/200");

        Assert.Equal((1, 1, 0), await app.CountsAsync("fast"));
    }

    [Fact]
    public async Task Request_IgnoredByStatus_IsIgnoredHoweverSlow()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync($"/take/{Threshold.Ticks * 2}/404");

        Assert.Equal((0, 0, 1), await app.CountsAsync("fast"));
    }

    private static async Task<KestrelApp> StartAsync()
    {
        KestrelApp? started = null;
        return started = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("all", _ => { });
                options.AddHttp("fast", http => http.Route("/take/{ticks}/{status}").IgnoreStatus("404"), fasterThan: Threshold);
            },
            app => app.MapGet("/take/{ticks}/{status}", (long ticks, int status) =>
            {
                started!.Time.Advance(TimeSpan.FromTicks(ticks));
                return Results.StatusCode(status);
            }));
    }
}
