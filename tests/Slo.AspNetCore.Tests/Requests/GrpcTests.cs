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

    [Fact]
    public async Task Call_ThatTheClientCancels_IsIgnored()
    {
        await using KestrelApp app = await StartAsync();
        using GrpcChannel channel = Channel(app);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        app.WillSend();
        using AsyncUnaryCall<Reply> call = new Probe.ProbeClient(channel).AnswerAsync(new Wish { Status = ProbeService.Waits }, cancellationToken: patience.Token);
        await app.Services.GetRequiredService<ProbeArrivals>().First.Task.WaitAsync(Cancel);
        await patience.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, await EndAsync(call.ResponseAsync));
        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
    }

    // By hand, because Grpc.AspNetCore ends each call with a status.
    [Fact]
    public async Task Call_WithoutAStatus_IsJudgedByItsHttpStatus()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapPost("/grpc", (HttpContext context) => context.Response.ContentType = "application/grpc"),
            protocols: HttpProtocols.Http2);
        using HttpRequestMessage call = new(HttpMethod.Post, "/grpc")
        {
            Version = app.Client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } },
        };
        app.WillSend();
        using HttpResponseMessage response = await app.Client.SendAsync(call, Cancel);

        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        TestObjectives.AllAnd(),
        app => app.MapGrpcService<ProbeService>(),
        builder => builder.Services.AddSingleton<ProbeArrivals>().AddGrpc(),
        HttpProtocols.Http2);

    private static GrpcChannel Channel(KestrelApp app) => GrpcChannel.ForAddress(app.Client.BaseAddress!, new GrpcChannelOptions { HttpClient = app.Client });

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
