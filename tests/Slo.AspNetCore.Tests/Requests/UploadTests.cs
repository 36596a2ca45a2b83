using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Slo.AspNetCore.Tests.Comparison;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Bodies that do not come as announced. Repeated, because the exception and the token race each other in the server.</summary>
public sealed class UploadTests : IDisposable
{
    private const int Times = 40;

    private readonly SemaphoreSlim _arrived = new(0);

    [Theory]
    [InlineData(HttpProtocols.Http1, false)]
    [InlineData(HttpProtocols.Http1, true)]
    [InlineData(HttpProtocols.Http2, false)]
    [InlineData(HttpProtocols.Http2, true)]
    [InlineData(HttpProtocols.Http3, false)]
    [InlineData(HttpProtocols.Http3, true)]
    public async Task Upload_TheClientBreaksOff_IsIgnoredEachTime(HttpProtocols protocols, bool exceptionHandler)
    {
        await using KestrelApp app = await StartAsync(protocols, exceptionHandler);
        for (var i = 0; i < Times; i++)
        {
            using CancellationTokenSource client = new();
            Task<HttpStatusCode?> sent = PostAsync(app, new UnfinishedContent(), client.Token);
            await _arrived.WaitAsync(TestContext.Current.CancellationToken);
            await client.CancelAsync();
            await sent;
        }

        (long Good, long Bad, long Ignored) counts = await app.CountsAsync("strict");
        Assert.True(counts == (0, 0, Times), $"{counts}: {string.Join("\n", app.Log.Lines.Where(line => line.Exception is not null).Select(line => line.Exception!.ToString().Split('\n')[0]).Distinct())}");
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    [InlineData(HttpProtocols.Http3)]
    public async Task Upload_LargerThanAllowed_CountsByTheStatusSent(HttpProtocols protocols)
    {
        await using KestrelApp app = await StartAsync(protocols, exceptionHandler: false);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(app, new ByteArrayContent(new byte[5_000]), CancellationToken.None));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("strict"));
    }

    public void Dispose() => _arrived.Dispose();

    private static async Task<HttpStatusCode?> PostAsync(KestrelApp app, HttpContent content, CancellationToken giveUp)
    {
        app.WillSend();
        using HttpRequestMessage request = new(HttpMethod.Post, "/upload")
        {
            Version = app.Client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        try
        {
            using HttpResponseMessage response = await app.Client.SendAsync(request, giveUp);
            return response.StatusCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private Task<KestrelApp> StartAsync(HttpProtocols protocols, bool exceptionHandler) => KestrelApp.StartAsync(
        options =>
        {
            options.AddHttp("all", _ => { });
            options.AddHttp("strict", http => http.GoodStatus("200-399"));
        },
        app =>
        {
            if (exceptionHandler)
            {
                app.UseExceptionHandler(error => error.Run(_ => Task.CompletedTask));
            }

            app.MapPost("/upload", async (HttpContext context) =>
            {
                _ = context.RequestAborted.CanBeCanceled;
                _arrived.Release();
                await context.Request.Body.CopyToAsync(Stream.Null);
            }).WithMetadata(new SizeLimit(2_000));
        },
        protocols: protocols);
}
