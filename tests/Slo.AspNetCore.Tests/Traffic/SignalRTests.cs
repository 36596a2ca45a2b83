using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Traffic;

public sealed class SignalRTests
{
    // Whatever carries the messages, what waits for them has no latency: a poll lasts up to 90 seconds.
    [Theory]
    [InlineData(HttpTransportType.WebSockets, 1)]
    [InlineData(HttpTransportType.ServerSentEvents, 1)]
    [InlineData(HttpTransportType.LongPolling, 2)]
    public async Task Hub_ThatIsListenedTo_HasNoLatency(HttpTransportType transport, int waits)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("latency", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300));
                options.AddHttp("availability", _ => { });
            },
            app => app.MapHub<PingHub>("/hub"),
            builder => builder.Services.AddSignalR());
        await using (HubConnection connection = new HubConnectionBuilder().WithUrl(new Uri(app.Client.BaseAddress!, "hub"), transport).Build())
        {
            await connection.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal("hello", await connection.InvokeAsync<string>("Ping", "hello", TestContext.Current.CancellationToken));
            app.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal("again", await connection.InvokeAsync<string>("Ping", "again", TestContext.Current.CancellationToken));
        }

        SloTracker latency = app.Registry.Get("latency");
        await Eventually.TrueAsync(() => latency.IgnoredTotal >= waits, "the end of what listened");
        Assert.Equal(0, latency.Total.Bad);
        Assert.Equal(0, app.Registry.Get("availability").Total.Bad);
    }
}
