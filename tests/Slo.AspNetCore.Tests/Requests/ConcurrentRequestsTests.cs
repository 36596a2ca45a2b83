using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ConcurrentRequestsTests
{
    private const int Requests = 50_000;

    [Fact]
    public async Task Requests_FromManyClientsAtOnce_AreCountedExactly()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                TestObjectives.AllAnd(("good", "/good"), ("bad", "/bad/{kind}"))(options);
                options.AddHttp("fast", _ => { }, fasterThan: TimeSpan.FromSeconds(1));
            },
            app =>
            {
                app.UseExceptionHandler("/error");
                app.MapGet("/good", () => "ok");
                app.MapGet("/error", () => "error");
                app.MapGet("/bad/status", () => Results.StatusCode(503));
                app.MapGet("/bad/{kind}", async (string kind) =>
                {
                    await Task.Yield();
                    return Results.StatusCode(500);
                });
            });
        var next = -1;
        var failed = 0;
        await Task.WhenAll(Enumerable.Range(0, 48).Select(_ => Task.Run(
            async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < Requests;)
                {
                    HttpStatusCode? status = await app.GetAsync(i % 10 == 0 ? "/bad/async" : i % 25 == 7 ? "/missing" : "/good");
                    if (status == HttpStatusCode.InternalServerError)
                    {
                        Interlocked.Increment(ref failed);
                    }
                }
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(5_000, failed);
        Assert.Equal((45_000, 5_000, 0), await app.CountsAsync("all"));
        Assert.Equal((45_000, 5_000, 0), await app.CountsAsync("fast"));
        Assert.Equal((0, 5_000, 0), await app.CountsAsync("bad"));
        Assert.Equal((43_000, 0, 0), await app.CountsAsync("good"));
    }
}
