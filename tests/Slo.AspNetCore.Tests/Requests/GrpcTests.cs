using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Tests.Probes;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Calls of a generated client to a service of Grpc.AspNetCore: their HTTP status is always 200.</summary>
public sealed class GrpcTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // An error of a unary call is in the headers of the response, that of a stream which began in its trailers.
    [Theory]
    [InlineData(StatusCode.OK, 1, 0, 0)]
    [InlineData(StatusCode.Cancelled, 0, 0, 1)]
    [InlineData(StatusCode.Unknown, 0, 1, 0)]
    [InlineData(StatusCode.InvalidArgument, 1, 0, 0)]
    [InlineData(StatusCode.DeadlineExceeded, 0, 1, 0)]
    [InlineData(StatusCode.NotFound, 1, 0, 0)]
    [InlineData(StatusCode.ResourceExhausted, 1, 0, 0)]
    [InlineData(StatusCode.Unimplemented, 0, 1, 0)]
    [InlineData(StatusCode.Internal, 0, 1, 0)]
    [InlineData(StatusCode.Unavailable, 0, 1, 0)]
    [InlineData(StatusCode.DataLoss, 0, 1, 0)]
    public async Task Call_ThatEndsWithAStatus_IsJudgedByIt(StatusCode status, long good, long bad, long ignored)
    {
        await using KestrelApp app = await StartAsync();
        using GrpcChannel channel = Channel(app);
        Probe.ProbeClient client = new(channel);
        app.WillSend();
        StatusCode unary = await EndAsync(client.AnswerAsync(new Wish { Status = (int)status }, cancellationToken: Cancel).ResponseAsync);
        app.WillSend();
        using AsyncServerStreamingCall<Reply> call = client.Stream(new Wish { Status = (int)status }, cancellationToken: Cancel);
        StatusCode stream = await EndAsync(DrainAsync(call));

        Assert.Equal((status, status), (unary, stream));
        Assert.Equal((2 * good, 2 * bad, 2 * ignored), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Call_WhoseHandlerThrows_IsBad()
    {
        await using KestrelApp app = await StartAsync();
        using GrpcChannel channel = Channel(app);
        app.WillSend();

        Assert.Equal(
            StatusCode.Unknown,
            await EndAsync(new Probe.ProbeClient(channel).AnswerAsync(new Wish { Status = ProbeService.Throws }, cancellationToken: Cancel).ResponseAsync));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Call_OfAMethodThatIsNotThere_IsBad()
    {
        await using KestrelApp app = await StartAsync();
        using GrpcChannel channel = Channel(app);
        Marshaller<byte[]> bytes = Marshallers.Create(value => value, value => value);
        Method<byte[], byte[]> method = new(MethodType.Unary, "probe.Probe", "Gone", bytes, bytes);
        app.WillSend();
        using AsyncUnaryCall<byte[]> call = channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(cancellationToken: Cancel), []);

        Assert.Equal(StatusCode.Unimplemented, await EndAsync(call.ResponseAsync));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Theory]
    [InlineData(HttpProtocols.Http2)]
    [InlineData(HttpProtocols.Http3)]
    public async Task Call_ThatTheClientCancels_IsIgnored(HttpProtocols protocols)
    {
        await using KestrelApp app = await StartAsync(protocols: protocols);
        using GrpcChannel channel = Channel(app);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        app.WillSend();
        using AsyncUnaryCall<Reply> call = new Probe.ProbeClient(channel).AnswerAsync(new Wish { Status = ProbeService.Waits }, cancellationToken: patience.Token);
        await app.Services.GetRequiredService<ProbeArrivals>().First.Task.WaitAsync(Cancel);
        await patience.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, await EndAsync(call.ResponseAsync));
        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
    }

    // The client resets the stream at the instant at which the server's timer ends the call; either may be first.
    [Fact]
    public async Task Calls_ThatRunIntoTheirDeadline_AreAllBad()
    {
        const int Calls = 20;
        await using KestrelApp app = await StartAsync(time: TimeProvider.System);
        using GrpcChannel channel = Channel(app);
        List<Task<StatusCode>> calls = [];
        for (var i = 0; i < Calls; i++)
        {
            app.WillSend();
            calls.Add(EndAsync(new Probe.ProbeClient(channel).AnswerAsync(
                new Wish { Status = ProbeService.Waits }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2), cancellationToken: Cancel).ResponseAsync));
        }

        Assert.All(await Task.WhenAll(calls), status => Assert.Equal(StatusCode.DeadlineExceeded, status));
        Assert.Equal((0, Calls, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Stream_ThatLastsLong_HasNoLatency()
    {
        await using KestrelApp app = await StartAsync(options => options.AddHttp("fast", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300)));
        using GrpcChannel channel = Channel(app);
        app.WillSend();
        using AsyncServerStreamingCall<Reply> call = new Probe.ProbeClient(channel).Stream(new Wish { Status = ProbeService.Waits }, cancellationToken: Cancel);
        await call.ResponseStream.MoveNext(Cancel);
        app.Time.Advance(TimeSpan.FromHours(1));
        call.Dispose();

        Assert.Equal((0, 0, 1), await app.CountsAsync("fast"));
    }

    // An endpoint that is no method of Grpc.AspNetCore may stream or not: its first message tells how fast it is.
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(301, 0, 1)]
    public async Task Call_ToAnUnknownEndpoint_IsAsFastAsItsFirstMessage(int milliseconds, long good, long bad)
    {
        KestrelApp? running = null;
        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options => options.AddHttp("fast", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300)),
            app => app.MapPost("/grpc", async (HttpContext context) =>
            {
                running!.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(new byte[5]);
                await context.Response.Body.FlushAsync();
                running.Time.Advance(TimeSpan.FromHours(1));
                context.Response.AppendTrailer("grpc-status", "0");
            }),
            protocols: HttpProtocols.Http2);
        using HttpRequestMessage call = app.NewGrpcCall("/grpc");
        app.WillSend();
        using HttpResponseMessage response = await app.Client.SendAsync(call, Cancel);

        Assert.Equal((good, bad, 0), await app.CountsAsync("fast"));
    }

    // By hand, because Grpc.AspNetCore ends each call with a status.
    [Fact]
    public async Task Call_WithoutAStatus_IsJudgedByItsHttpStatus()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapPost("/grpc", (HttpContext context) => context.Response.ContentType = "application/grpc"),
            protocols: HttpProtocols.Http2);
        using HttpRequestMessage call = app.NewGrpcCall("/grpc");
        app.WillSend();
        using HttpResponseMessage response = await app.Client.SendAsync(call, Cancel);

        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync(
        Action<SloOptions>? objectives = null, TimeProvider? time = null, HttpProtocols protocols = HttpProtocols.Http2) => KestrelApp.StartAsync(
        objectives ?? TestObjectives.AllAnd(),
        app => app.MapGrpcService<ProbeService>(),
        builder =>
        {
            builder.Services.AddSingleton<ProbeArrivals>().AddGrpc();
            if (time is not null)
            {
                builder.Services.AddSingleton(time);
            }
        },
        protocols);

    private static GrpcChannel Channel(KestrelApp app) => GrpcChannel.ForAddress(
        app.Client.BaseAddress!, new GrpcChannelOptions { HttpClient = app.Client, HttpVersion = app.Client.DefaultRequestVersion });

    private static async Task DrainAsync(AsyncServerStreamingCall<Reply> call)
    {
        while (await call.ResponseStream.MoveNext(Cancel))
        {
        }
    }

    private static async Task<StatusCode> EndAsync(Task call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
