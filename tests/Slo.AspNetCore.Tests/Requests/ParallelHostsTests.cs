using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ParallelHostsTests
{
    [Fact]
    public async Task TwoHosts_InOneProcess_CountOnlyTheirOwnRequests()
    {
        await using KestrelApp first = await StartAsync();
        await using KestrelApp second = await StartAsync();
        await Task.WhenAll(SendAsync(first, 300), SendAsync(second, 500));

        Assert.Equal((200, 100, 0), await first.CountsAsync("all"));
        Assert.Equal((333, 167, 0), await second.CountsAsync("all"));
        Assert.Equal((0, 100, 0), await first.CountsAsync("boom"));
        Assert.Equal((0, 167, 0), await second.CountsAsync("boom"));
    }

    [Fact]
    public async Task TestServers_InParallel_CountExactly() =>
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseTestServer();
            builder.AddSlo(TestObjectives.AllAnd(("ok", "/ok"), ("down", "/down")));
            await using WebApplication app = builder.Build();
            app.MapGet("/ok", () => "ok");
            app.MapGet("/down", () => Results.StatusCode(503));
            await app.StartAsync(TestContext.Current.CancellationToken);
            using HttpClient client = app.GetTestClient();
            await Task.WhenAll(Enumerable.Range(0, number * 50).SelectMany(_ => new[] { client.GetAsync("/ok"), client.GetAsync("/down") }));

            SloRegistry registry = app.Services.GetRequiredService<SloRegistry>();
            await Eventually.TrueAsync(() => registry.Get("all").Total.Total == number * 100, "every request counted");
            Assert.Equal(new SloEventCounts(number * 50, number * 50), registry.Get("all").Total);
            Assert.Equal(new SloEventCounts(number * 50, 0), registry.Get("ok").Total);
            Assert.Equal(new SloEventCounts(0, number * 50), registry.Get("down").Total);
        }));

    [Fact]
    public async Task UseSlo_InABranchAndBehindRouting_CountsOnce()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("ok", "/ok")),
            app =>
            {
                app.UseRouting();
                app.UseWhen(_ => true, branch => branch.UseSlo());
                app.UseSlo();
                app.MapGet("/ok", () => "ok");
            },
            useSlo: false);
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));

        Assert.Equal((1, 0, 0), await app.CountsAsync("ok"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    private static async Task SendAsync(KestrelApp app, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            await app.GetAsync(i % 3 == 0 ? $"/boom/{i}" : "/ok");
        }
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        TestObjectives.AllAnd(("boom", "/boom/{id}")),
        app =>
        {
            app.UseExceptionHandler("/error");
            app.MapGet("/error", () => "an error page");
            app.MapGet("/ok", () => "ok");
            app.MapGet("/boom/{id}", string (int id) => throw new InvalidOperationException());
        });
}
