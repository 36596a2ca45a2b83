using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class StatusCodeTests
{
    [Theory]
    [InlineData(200, 1, 0, 0)]
    [InlineData(204, 1, 0, 0)]
    [InlineData(302, 1, 0, 0)]
    [InlineData(400, 1, 0, 0)]
    [InlineData(404, 1, 0, 0)]
    [InlineData(429, 1, 0, 0)]
    [InlineData(500, 0, 1, 0)]
    [InlineData(503, 0, 1, 0)]
    [InlineData(599, 0, 1, 0)]
    [InlineData(701, 0, 1, 0)]
    public async Task Status_ByDefault_IsBadFrom500On(int status, long good, long bad, long ignored)
    {
        await using KestrelApp app = await StartAsync(_ => { });

        Assert.Equal(status, (int?)await app.GetAsync($"/answer/{status}"));
        Assert.Equal((good, bad, ignored), await app.CountsAsync("answers"));
    }

    [Theory]
    [InlineData(200, 1, 0)]
    [InlineData(403, 1, 0)]
    [InlineData(404, 0, 1)]
    [InlineData(429, 0, 1)]
    [InlineData(500, 0, 1)]
    public async Task Status_WithGoodOnes200To403_IsBadOutside(int status, long good, long bad)
    {
        await using KestrelApp app = await StartAsync(http => http.GoodStatus("200-403"));
        await app.GetAsync($"/answer/{status}");

        Assert.Equal((good, bad, 0), await app.CountsAsync("answers"));
    }

    [Fact]
    public async Task Status_ListedAsBadOrIgnored_CountsAsListed()
    {
        await using KestrelApp app = await StartAsync(http => http.BadStatus("429").IgnoreStatus("404", "501"));
        foreach (var status in new[] { 200, 404, 429, 500, 501 })
        {
            await app.GetAsync($"/answer/{status}");
        }

        Assert.Equal((1, 2, 2), await app.CountsAsync("answers"));
        Assert.Equal((3, 2, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Status_OverHttp2_CountsTheSame()
    {
        await using KestrelApp app = await StartAsync(_ => { }, HttpProtocols.Http2);
        foreach (var status in new[] { 200, 404, 500, 503 })
        {
            Assert.Equal((HttpStatusCode)status, await app.GetAsync($"/answer/{status}"));
        }

        Assert.Equal((2, 2, 0), await app.CountsAsync("answers"));
    }

    [Fact]
    public async Task BadRouteValue_AnsweredWith400_CountsOnItsRoute()
    {
        await using KestrelApp app = await StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.BadRequest, await app.GetAsync("/answer/x"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("answers"));
    }

    private static Task<KestrelApp> StartAsync(Action<HttpIndicatorBuilder> http, HttpProtocols protocols = HttpProtocols.Http1) => KestrelApp.StartAsync(
        options =>
        {
            options.AddHttp("all", _ => { });
            options.AddHttp("answers", indicator => http(indicator.Route("/answer/{status}")));
        },
        app => app.MapGet("/answer/{status}", (int status) => Results.StatusCode(status)),
        protocols: protocols);
}
