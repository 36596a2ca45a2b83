using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>A log that takes nothing any more, or throws, costs no request.</summary>
public sealed class LogSinkTests
{
    [Fact]
    public async Task Sink_ThatThrows_CostsNoRequest()
    {
        using FullDiskLog log = new();
        await RequestsAsync(log);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    [InlineData(105)]
    [InlineData(106)]
    public async Task Sink_ThatBlocksAtOneEvent_HoldsUpNoRequest(int id)
    {
        using BlockedLog log = new(id);
        await RequestsAsync(log);

        await Eventually.TrueAsync(() => log.IsEntered, "the event");
    }

    private static async Task RequestsAsync(ILoggerProvider log)
    {
        // On another thread: a start that blocks gives back no task to wait for.
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using KestrelApp app = await Task.Run(() => StartAsync(log), cancel).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, cancel);
        app.Client.Timeout = TimeSpan.FromMinutes(1);

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/tagged"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/boom"));
        Assert.Equal(HttpStatusCode.Forbidden, await app.SendAsync(HttpMethod.Post, "/alerts"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));
        Assert.Equal((3, 1, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync(ILoggerProvider log) => KestrelApp.StartAsync(
        options =>
        {
            options.AddHttp("all", http => http.Judge(_ => throw new InvalidOperationException()));
            options.AddHttp("orders", http => http.Route("/orders"));
        },
        app =>
        {
            app.UseExceptionHandler("/error");
            app.UseSlo();
            app.UseRouting();
            app.MapGet("/ok", () => "ok").WithSlo("nowhere");
            app.MapGet("/tagged", () => "ok").WithMetadata(new ThrowingMetadata());
            app.MapGet("/error", () => "error");
            app.MapGet("/boom", string () => throw new InvalidOperationException());
            app.MapAlertmanagerWebhook("/alerts");
        },
        builder => builder.Logging.AddProvider(log),
        useSlo: false);
}
