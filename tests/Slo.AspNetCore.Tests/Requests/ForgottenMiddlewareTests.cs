using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ForgottenMiddlewareTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HttpObjective_InAWebApp_HasASource(bool useSlo)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(Declare, app => app.MapGet("/", () => "ok"), useSlo: useSlo);
        await app.LoggedAsync();

        Assert.Empty(app.Log.Messages(10));
    }

    [Fact]
    public async Task HttpObjective_InAWorker_IsLoggedAtStart()
    {
        using LogRecorder log = new();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(log);
        builder.AddSlo(Declare);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<SloBackgroundLoggerFactory>().Written;

        Assert.StartsWith(
            "No component records events for objective 'orders' (requests to POST /orders)", Assert.Single(log.Messages(10)), StringComparison.Ordinal);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static void Declare(SloOptions options)
    {
        options.AddObjective("orders", o => o.TargetPercent(99).HttpServer(http => http.Route("POST", "/orders")));
        options.AddObjective("jobs", o => o.TargetPercent(99));
    }
}
