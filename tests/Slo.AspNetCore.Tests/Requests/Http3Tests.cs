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
    private const int Times = 20;
    private const int NoError = 0x100;

    private readonly SemaphoreSlim _arrived = new(0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reset_ByTheServer_IsBadUnlessItsCodeIsNoError()
    {
        int[] errors = [0x101, 0x102, 0x10b, 0x10c, 0x10e, 0x110];
        await using KestrelApp app = await StartAsync();
        foreach (var code in errors.Append(NoError))
        {
            await app.GetAsync($"/reset/{code}");
        }

        Assert.Equal((1, errors.Length, 0), await app.CountsAsync("all"));
    }

    // Repeated, because the exception and the token race each other in the server.
    [Fact]
    public async Task End_ByTheClientInAnyWay_IsIgnoredEachTime()
    {
        (string Name, Func<Http3Connection, QuicStream, ValueTask> Of)[] ends =
        [
            ("stream reset", (_, stream) => Abort(stream, QuicAbortDirection.Both)),
            ("connection closed", (connection, _) => connection.CloseAsync(Http3Connection.NoError)),
            ("connection closed with code 0", (connection, _) => connection.CloseAsync(0)),
            ("reading stopped", (_, stream) => Abort(stream, QuicAbortDirection.Read)),
            ("writing stopped", (_, stream) => Abort(stream, QuicAbortDirection.Write)),
            ("body ended too early", (_, stream) => Complete(stream)),
        ];
        await using KestrelApp app = await StartAsync();
        List<string> wrong = [];
        foreach ((string name, Func<Http3Connection, QuicStream, ValueTask> end) in ends)
        {
            foreach (var path in new[] { "/upload", "/waits", "/writes" })
            {
                // A complete request has nothing left to write. What is not sent cannot be noticed by who reads nothing.
                if (path == "/upload" ? name == "reading stopped" : name is "writing stopped" or "body ended too early")
                {
                    continue;
                }

                (long Good, long Bad, long Ignored) before = await app.CountsAsync("all");
                for (var i = 0; i < Times; i++)
                {
                    await EndAsync(app, path, end);
                }

                (long Good, long Bad, long Ignored) after = await app.CountsAsync("all");
                if (after != (before.Good, before.Bad, before.Ignored + Times))
                {
                    wrong.Add($"{path}, {name}: {before} to {after}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Concat(app.Log.Lines.Where(line => line.Exception is not null).Select(line => line.Exception!.ToString()).Distinct())));
    }

    public void Dispose() => _arrived.Dispose();

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

    private async Task EndAsync(KestrelApp app, string path, Func<Http3Connection, QuicStream, ValueTask> end)
    {
        await using Http3Connection connection = await Http3Connection.OpenAsync(app.Client.BaseAddress!, Cancel);
        app.WillSend();
        await using QuicStream stream = await connection.SendAsync(path, path == "/upload" ? "the beginning"u8.ToArray() : [], Cancel);
        await _arrived.WaitAsync(Cancel);
        await end(connection, stream);

        // The end of the connection would hide that the server did not notice the end of the stream.
        await app.CountsAsync("all");
    }

    private Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        TestObjectives.AllAnd(),
        app =>
        {
            app.MapGet("/reset/{code:int}", async (HttpContext context, int code) =>
            {
                await context.Response.WriteAsync("all");
                if (code == NoError)
                {
                    await context.Response.CompleteAsync();
                }

                context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
            });
            app.MapPost("/upload", async (HttpContext context) =>
            {
                _ = context.RequestAborted.CanBeCanceled;
                _arrived.Release();
                await context.Request.Body.CopyToAsync(Stream.Null);
            });
            app.MapGet("/waits", async (HttpContext context) =>
            {
                _arrived.Release();
                await Never.EndAsync(context.RequestAborted);
            });
            app.MapGet("/writes", async (HttpContext context) =>
            {
                _arrived.Release();
                while (true)
                {
                    await context.Response.Body.WriteAsync(new byte[1000], context.RequestAborted);
                }
            });
        },
        protocols: HttpProtocols.Http3);
}
