using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class NamedSetRequestsTests
{
    [Fact]
    public async Task Requests_ForBothSets_CountOnceInEach()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("all", _ => { });
                options.AddTagged("checkout");
            },
            pipeline =>
            {
                pipeline.MapGet("/orders", () => "ok").WithSlo("checkout");
                pipeline.MapGet("/refunds", () => Results.StatusCode(500));
                pipeline.MapSloApi().AllowAnonymous();
                pipeline.MapSloApi("/slo/payments", "payments").AllowAnonymous();
            },
            builder => builder.Services.AddSlo("payments", options =>
            {
                options.AddHttp("refunds", http => http.Route("/refunds"));
                options.AddTagged("checkout");
            }));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/orders"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/orders"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/refunds"));

        Assert.Equal((2, 1, 0), await app.CountsAsync("all"));
        Assert.Equal((2, 0, 0), await app.CountsAsync("checkout"));
        SloRegistry payments = app.Services.GetRequiredKeyedService<SloRegistry>("payments");
        Assert.Equal(new SloEventCounts(0, 1), payments.Get("refunds").Total);

        // A tag names the objective in whatever set has it.
        Assert.Equal(new SloEventCounts(2, 0), payments.Get("checkout").Total);
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/slos/refunds"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/slo/payments/v1/slos/refunds"));
        await app.LoggedAsync();
        Assert.Empty(app.Log.Messages(10));
    }

    [Fact]
    public async Task UseSlo_WithANamedSetAlone_CountsForIt()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSlo("payments", options => options.AddHttp("all", _ => { }));
        await using WebApplication app = builder.Build();
        app.UseSlo();
        app.MapGet("/", () => "ok");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        Assert.Equal("ok", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new SloEventCounts(1, 0), app.Services.GetRequiredKeyedService<SloRegistry>("payments").Get("all").Total);
    }

    [Fact]
    public async Task OpenTelemetry_OfTwoSetsWithTheSameObjective_ExportsBothApart()
    {
        using SetExporter exported = new();
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("named-set-twin", o => o.TargetPercent(99)),
            _ => { },
            builder => builder.Services.AddSlo("payments", options => options.AddObjective("named-set-twin", o => o.TargetPercent(90))));
        using MeterProvider metrics = Sdk.CreateMeterProviderBuilder().AddSloInstrumentation().AddReader(new BaseExportingMetricReader(exported)).Build();
        app.Registry.Get("named-set-twin").Record(5, 0);
        app.Services.GetRequiredKeyedService<SloRegistry>("payments").Get("named-set-twin").Record(7, 0);
        metrics.ForceFlush();

        Assert.Equal(["-/named-set-twin 5", "payments/named-set-twin 7"], exported.Good.Where(line => line.Contains("twin", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void MapSloApi_OfASetThatNobodyAdded_IsRefused()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSlo();
        WebApplication app = builder.Build();

        var refusal = Assert.Throws<InvalidOperationException>(() => app.MapSloApi(set: "payments"));
        Assert.Equal("MapSloApi needs the SLO engine: call builder.Services.AddSlo(\"payments\", ...) first.", refusal.Message);
    }
}
