using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Slo.AspNetCore.Tests.Probes;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>Clients of an observed app: patient, impatient, and broken ones. Each method sends one request and waits for its end.</summary>
internal sealed class Visitor(ObservedApp app)
{
    internal Task GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task SendAsync(HttpMethod method, string path, bool http2 = false, HttpContent? content = null, CancellationToken giveUp = default) =>
        UseAsync(async client =>
        {
            using HttpRequestMessage request = new(method, new Uri(http2 ? app.Http2 : app.Http1, path))
            {
                Version = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = content,
            };
            using HttpResponseMessage response = await client.SendAsync(request, giveUp);
        });

    /// <summary>Leaves while the handler works; meanwhile, time may pass.</summary>
    internal async Task LeaveAsync(string path, TimeSpan after = default, bool http2 = false)
    {
        using CancellationTokenSource patience = new();
        Task request = SendAsync(HttpMethod.Get, path, http2, giveUp: patience.Token);
        await app.Arrived.Task;
        app.Time.Advance(after);
        await patience.CancelAsync();
        await request;
    }

    /// <summary>Announces a body, sends the beginning of it, and leaves.</summary>
    internal async Task BreakUploadAsync(string path)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, app.Http1.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nthe beginning"));
        await app.Arrived.Task;
    }

    internal async Task CallGrpcAsync(StatusCode status, bool afterAMessage = false)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(app.Http2);
        Probe.ProbeClient client = new(channel);
        Wish wish = new() { Status = (int)status };
        try
        {
            if (afterAMessage)
            {
                using AsyncServerStreamingCall<Reply> call = client.Stream(wish);
                while (await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                }
            }
            else
            {
                await client.AnswerAsync(wish);
            }
        }
        catch (RpcException)
        {
            // The status that was asked for.
        }
    }

    internal async Task OpenWebSocketAsync(string path, bool http2 = false)
    {
        using SocketsHttpHandler handler = new() { UseProxy = false };
        using HttpMessageInvoker invoker = new(handler);
        using ClientWebSocket socket = new();
        socket.Options.HttpVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        UriBuilder address = new(http2 ? app.Http2 : app.Http1) { Scheme = "ws", Path = path };
        await socket.ConnectAsync(address.Uri, invoker, CancellationToken.None);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    private static async Task UseAsync(Func<HttpClient, Task> send)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        try
        {
            await send(client);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // A broken answer, or the client's own leaving: what the server makes of it is the question.
        }
    }
}
