using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ClientAbortTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);

    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_ByTheClient_IsIgnored(bool exceptionHandler)
    {
        await using KestrelApp app = await StartAsync(exceptionHandler);
        await AbortAsync(app);

        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
        Assert.Equal((0, 0, 1), await app.CountsAsync("strict"));
        Assert.Equal((0, 0, 1), await app.CountsAsync("fast"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_AfterMoreThanThePromisedTime_IsBadForTheLatencyObjectiveOnly(bool exceptionHandler)
    {
        await using KestrelApp app = await StartAsync(exceptionHandler);
        await AbortAsync(app, () => app.Time.Advance(Threshold + TimeSpan.FromTicks(1)));

        Assert.Equal((0, 1, 0), await app.CountsAsync("fast"));
        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Abort_SwallowedByTheHandler_IsIgnoredThoughTheStatusSays200()
    {
        await using KestrelApp app = await StartAsync(exceptionHandler: false);
        await AbortAsync(app, path: "/swallows");

        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Token_OfTheAppsOwnTimeOut_IsNoAbortByTheClient()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.Run(async context =>
        {
            using CancellationTokenSource timeOut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            context.RequestAborted = timeOut.Token;
            await timeOut.CancelAsync();
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }));
        await app.GetAsync("/");

        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Theory]
    [InlineData(ClientAbortPolicy.Ignored, "/slow", 0, 0, 1)]
    [InlineData(ClientAbortPolicy.Bad, "/slow", 0, 1, 0)]
    [InlineData(ClientAbortPolicy.AsCompleted, "/slow", 0, 1, 0)]
    [InlineData(ClientAbortPolicy.AsCompleted, "/swallows", 1, 0, 0)]
    public async Task Abort_UnderAPolicy_CountsAsThatSays(ClientAbortPolicy policy, string path, long good, long bad, long ignored)
    {
        await using KestrelApp app = await StartAsync(exceptionHandler: false);
        app.Registry.Add(new SloObjectiveBuilder("policy").TargetPercent(99).HttpServer(http => http.ClientAborts(policy)).Build());
        await AbortAsync(app, () => app.Time.Advance(TimeSpan.FromHours(1)), path);

        Assert.Equal((good, bad, ignored), await app.CountsAsync("policy"));
    }

    [Fact]
    public async Task Abort_ByTheServer_IsBad()
    {
        await using KestrelApp app = await StartAsync(exceptionHandler: false);
        await app.GetAsync("/serverabort");

        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Abort_AtExactlyThePromisedTime_IsIgnored()
    {
        await using KestrelApp app = await StartAsync(exceptionHandler: false);
        await AbortAsync(app, () => app.Time.Advance(Threshold));

        Assert.Equal((0, 0, 1), await app.CountsAsync("fast"));
    }

    [Fact]
    public async Task Cancellation_NotByTheClient_IsBad()
    {
        await using KestrelApp app = await StartAsync(exceptionHandler: false);
        await app.GetAsync("/cancelled");

        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    // What Kestrel throws when a body breaks off; the token may be cancelled only after the request was counted.
    [Theory]
    [InlineData("reset")]
    [InlineData("stream")]
    public async Task Exception_OfALostConnectionBeforeItsToken_IsAnAbortByTheClient(string kind)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.Run(_ => throw (kind switch
        {
            "reset" => new ConnectionResetException("Connection reset by peer"),
            _ => new IOException("The client reset the request stream."),
        })));
        await app.GetAsync("/");

        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
    }

    // Kestrel throws it where a client ends its request too early over HTTP/3. Any other connection of the app may throw it too.
    [Theory]
    [InlineData("HTTP/3", false, 0)]
    [InlineData("HTTP/3", true, 1)]
    [InlineData("HTTP/2", false, 1)]
    [InlineData("HTTP/1.1", false, 1)]
    public async Task Exception_OfAnAbortedConnection_IsOfTheClientOverHttp3Alone(string protocol, bool isWrapped, long bad)
    {
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).HttpServer().Build());
        ConnectionAbortedException aborted = new("HTTP/3 stream error", new FormatException());
        SloMiddleware middleware = new(
            _ => throw (isWrapped ? new InvalidOperationException("the backend is down", aborted) : aborted),
            TestObjectives.Current(registry), TimeProvider.System, NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = new();
        context.Request.Protocol = protocol;

        Assert.NotNull(await Record.ExceptionAsync(() => middleware.InvokeAsync(context)));
        Assert.Equal((bad, 1 - bad), (tracker.Total.Bad, tracker.IgnoredTotal));
    }

    private async Task AbortAsync(KestrelApp app, Action? meanwhile = null, string path = "/slow")
    {
        using CancellationTokenSource client = new();
        Task request = app.SendUntilAsync(HttpMethod.Get, path, client.Token);
        await _arrived.Task;
        meanwhile?.Invoke();
        await client.CancelAsync();
        await request;
    }

    private Task<KestrelApp> StartAsync(bool exceptionHandler) => KestrelApp.StartAsync(
        options =>
        {
            options.AddHttp("all", _ => { });
            options.AddHttp("strict", http => http.GoodStatus("200-403"));
            options.AddHttp("fast", _ => { }, fasterThan: Threshold);
        },
        app =>
        {
            if (exceptionHandler)
            {
                app.UseExceptionHandler(error => error.Run(_ => Task.CompletedTask));
            }

            app.MapGet("/cancelled", string () => throw new OperationCanceledException());
            app.MapGet("/serverabort", (HttpContext context) => context.Abort());
            app.MapGet("/swallows", async (HttpContext context) =>
            {
                _arrived.SetResult();
                TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
                await gone.Task;
            });
            app.MapGet("/slow", async (HttpContext context) =>
            {
                _arrived.SetResult();
                await Never.EndAsync(context.RequestAborted);
            });
        });
}
