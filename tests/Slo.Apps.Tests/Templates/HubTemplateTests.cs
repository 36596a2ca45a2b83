using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Templates;

/// <summary><c>dotnet new web</c> with a hub, and a client that stays.</summary>
public sealed class HubTemplateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_AreCountedAndHaveNoLatency()
    {
        await using TemplateApp app = await TemplateApp.StartAsync("web", """ "connections": { "TargetPercent": 99, "SignalRConnections": {} } """, Change);
        for (var i = 0; i < 3; i++)
        {
            await using HubConnection connection = new HubConnectionBuilder().WithUrl(new Uri(app.Client.BaseAddress!, "hub")).Build();
            await connection.StartAsync(Cancel);
            DateTimeOffset started = TimeProvider.System.GetUtcNow();
            Assert.Equal("hello", await connection.InvokeAsync<string>("Echo", "hello", Cancel));
            await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>("Echo", "fail", Cancel));

            // Longer than the latency objective allows a request.
            await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > started.AddSeconds(1), "a second passes");
        }

        // Of each connection the negotiation. The WebSocket after it is no request with a result.
        await app.ExpectAsync("availability", good: 3, bad: 0);
        (long good, long bad, var alert) = await app.CountsAsync("latency");
        Assert.Equal((3, "inactive"), (good + bad, alert));
        await app.ExpectAsync("connections", good: 3, bad: 0);
    }

    private static void Change(Func<string, string> pathOf)
    {
        TemplateApp.Replace(pathOf("Program.cs"), "var builder = WebApplication.CreateBuilder(args);", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSignalR();");
        TemplateApp.Replace(pathOf("Program.cs"), "app.Run();", """
            app.MapHub<EchoHub>("/hub");
            app.Run();

            sealed class EchoHub : Microsoft.AspNetCore.SignalR.Hub
            {
                public string Echo(string text) => text == "fail" ? throw new InvalidOperationException(text) : text;
            }
            """);
    }
}
