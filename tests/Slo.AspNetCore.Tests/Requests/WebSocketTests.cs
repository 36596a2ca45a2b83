using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class WebSocketTests
{
    [Fact]
    public async Task Upgrade_ToAWebSocket_IsIgnoredHoweverLongItLives()
    {
        KestrelApp? running = null;
        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options => options.AddHttp("fast", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300)),
            app =>
            {
                app.UseWebSockets();
                app.MapGet("/ws", async (HttpContext context) =>
                {
                    using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
                    running!.Time.Advance(TimeSpan.FromHours(1));
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                });
            });
        using ClientWebSocket client = new();
        app.WillSend();
        await client.ConnectAsync(new UriBuilder(app.Client.BaseAddress!) { Scheme = "ws", Path = "/ws" }.Uri, TestContext.Current.CancellationToken);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0, 1), await app.CountsAsync("fast"));
    }
}
