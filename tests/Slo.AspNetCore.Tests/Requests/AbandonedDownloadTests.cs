using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>What the framework does after a client left, or while it waits, is not what the client did.</summary>
public sealed class AbandonedDownloadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The result of the framework calls Abort when its copy is cancelled.
    [Fact]
    public async Task Download_ThatItsClientAbandons_IsAnAbortByTheClient()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(), app => app.MapGet("/film", () => Results.Stream(new EndlessContent(), "video/mp4")));
        app.WillSend();
        using (HttpResponseMessage response = await app.Client.GetAsync("/film", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(Cancel);
            await body.ReadExactlyAsync(new byte[1000], Cancel);
        }

        Assert.Equal((0, 0, 1), await app.CountsAsync("all"));
    }

    // Outside of the exception handler the time-out replaced the token, so that the handler believes that the client left, and says 499.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TimeOut_OutsideOfAnExceptionHandler_IsBadThoughTheAnswerIs499(bool isOutside)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app =>
            {
                app.UseRouting();
                _ = isOutside
                    ? app.UseRequestTimeouts().UseExceptionHandler(error => error.Run(_ => Task.CompletedTask))
                    : app.UseExceptionHandler(error => error.Run(_ => Task.CompletedTask)).UseRequestTimeouts();
                app.MapGet("/slow", (CancellationToken token) => Never.EndAsync(token))
                    .WithRequestTimeout(TimeSpan.FromMilliseconds(20));
            },
            builder => builder.Services.AddRequestTimeouts());
        Assert.Equal(isOutside ? 499 : 504, (int?)await app.GetAsync("/slow"));

        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    private sealed class EndlessContent : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
