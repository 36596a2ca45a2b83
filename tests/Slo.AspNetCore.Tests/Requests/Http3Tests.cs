using System.Net.Quic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>What only HTTP/3 has: codes of its own for resets, halves of streams, and connections that end with all their streams.</summary>
public sealed class Http3Tests : IDisposable
{
    private const int Times = 5;
    private const int NoError = 0x100;
    private const string Upload = "/upload";
    private const string Waits = "/waits";
    private const string Writes = "/writes";

    private static readonly Dictionary<string, Func<Http3Connection, QuicStream, ValueTask>> Ends = new()
    {
        ["closes the connection"] = (connection, _) => connection.CloseAsync(NoError),
        ["closes the connection with an unknown code"] = (connection, _) => connection.CloseAsync(0),
        ["resets both halves of the stream"] = (_, stream) => Abort(stream, QuicAbortDirection.Both),
        ["stops to read"] = (_, stream) => Abort(stream, QuicAbortDirection.Read),
        ["stops to write"] = (_, stream) => Abort(stream, QuicAbortDirection.Write),
        ["ends its body too early"] = (_, stream) => Complete(stream),
    };

    private readonly SemaphoreSlim _arrived = new(0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reset_ByTheServer_IsBadUnlessItsCodeIsNoError()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync($"/reset/{NoError}");
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));

        // Of the protocol, internal, cancelled, malformed. A client repeats what is rejected.
        foreach (var code in new[] { 0x101, 0x102, 0x10c, 0x10e })
        {
            await app.GetAsync($"/reset/{code}");
        }

        Assert.Equal((1, 4, 0), await app.CountsAsync("all"));
    }

    // Repeated, because the exception and the token race each other in the server.
    [Fact]
    public async Task End_ByTheClientInAnyWay_IsIgnoredEachTime()
    {
        await using KestrelApp app = await StartAsync();
        List<string> wrong = [];
        foreach ((string path, string end) in Cases())
        {
            (long Good, long Bad, long Ignored) before = await app.CountsAsync("all");
            for (var i = 0; i < Times; i++)
            {
                await using Http3Connection connection = await Http3Connection.OpenAsync(app.Client.BaseAddress!.Port, Cancel);
                await using QuicStream stream = await SendAsync(app, connection, path);
                await Ends[end](connection, stream);

                // Before the connection is closed: that would hide an end of the stream which nothing has noticed.
                await app.CountsAsync("all");
            }

            (long Good, long Bad, long Ignored) after = await app.CountsAsync("all");
            if (after != (before.Good, before.Bad, before.Ignored + Times))
            {
                wrong.Add($"{path}, {end}: from {before} to {after}");
            }
        }

        Assert.Empty(wrong);
    }

    // The connection of a client that crashed, or lost its network, times out after half a minute.
    [Fact]
    public async Task Client_ThatVanishes_IsAnAbortByTheClient()
    {
        string[] paths = [Upload, Waits, Writes];
        await using KestrelApp app = await StartAsync();
        await Task.WhenAll(paths.Select(async path =>
        {
            await using UdpRelay relay = new(app.Client.BaseAddress!.Port);
            await using Http3Connection connection = await Http3Connection.OpenAsync(relay.Port, Cancel);
            await using QuicStream stream = await SendAsync(app, connection, path);
            await relay.CutAsync();
            await app.CountsAsync("all");
        }));

        Assert.Equal((0, 0, paths.Length), await app.CountsAsync("all"));
    }

    public void Dispose() => _arrived.Dispose();

    // A client that only stops to read still sends its body; the other requests are complete as they are sent.
    private static IEnumerable<(string Path, string End)> Cases() =>
        from path in new[] { Upload, Waits, Writes }
        from end in Ends.Keys
        where path == Upload ? end != "stops to read" : end is not ("stops to write" or "ends its body too early")
        select (path, end);

    private static ValueTask Abort(QuicStream stream, QuicAbortDirection direction)
    {
        stream.Abort(direction, Http3Connection.RequestCancelled);
        return ValueTask.CompletedTask;
    }

    private static ValueTask Complete(QuicStream stream)
    {
        stream.CompleteWrites();
        return ValueTask.CompletedTask;
    }

    private async Task<QuicStream> SendAsync(KestrelApp app, Http3Connection connection, string path)
    {
        app.WillSend();
        QuicStream stream = await connection.SendAsync(path, path == Upload ? "the beginning"u8.ToArray() : [], Cancel);
        await _arrived.WaitAsync(Cancel);
        return stream;
    }

    private Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        TestObjectives.AllAnd(),
        app =>
        {
            app.MapGet("/reset/{code:int}", ResetAsync);
            app.MapPost(Upload, async (HttpContext context) =>
            {
                _ = context.RequestAborted.CanBeCanceled;
                _arrived.Release();
                await context.Request.Body.CopyToAsync(Stream.Null);
            });
            app.MapGet(Waits, async (HttpContext context) =>
            {
                _arrived.Release();
                await Never.EndAsync(context.RequestAborted);
            });
            app.MapGet(Writes, async (HttpContext context) =>
            {
                _arrived.Release();
                while (true)
                {
                    await context.Response.Body.WriteAsync(new byte[1000], context.RequestAborted);
                }
            });
        },
        protocols: HttpProtocols.Http3);

    private static async Task ResetAsync(HttpContext context, int code)
    {
        await context.Response.WriteAsync("all");
        if (code == NoError)
        {
            await context.Response.CompleteAsync();
        }

        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
    }
}
