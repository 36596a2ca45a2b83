using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Xunit;

namespace Slo.AspNetCore.Tests.Traffic;

/// <summary>Scrapes, probes and descriptions of the API are not requests of users.</summary>
public sealed class NotTrafficTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/metrics")]
    [InlineData("/scrape")]
    [InlineData("/exposition")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/described/v1")]
    [InlineData("/swagger/v1/swagger.json")]
    public async Task Request_OfAMachine_CountsForNothing(string path)
    {
        await using KestrelApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));

        Assert.Equal((0, 0, 0), await app.CountsAsync("all"));
    }

    [Theory]
    [InlineData("/plain")]
    [InlineData("/named")]
    [InlineData("/listed")]
    [InlineData("/documents/invoice")]
    public async Task Request_OfAnEndpointThatOnlyLooksAlike_Counts(string path)
    {
        await using KestrelApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));

        Assert.Equal((1, 0, 0), await app.CountsAsync(path == "/listed" ? "listed" : "all"));
    }

    // A gateway passes scrapes of its services through the same endpoint as everything else.
    [Fact]
    public async Task Scrape_ThroughAnEndpointOfOtherRequests_IsTheOnlyOneThatDoesNotCount()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync("/gateway/metrics");
        await app.GetAsync("/gateway/orders");
        await app.GetAsync("/gateway/metrics");

        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options =>
        {
            options.AddHttp("all", _ => { });
            options.AddHttp("listed", http => http.Route("/listed"));
        },
        app =>
        {
            app.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
            app.MapPrometheusScrapingEndpoint("/scrape");
            app.MapHealthChecks("/health");
            app.MapOpenApi();
            app.MapOpenApi("/described/{documentName}");
            app.MapGet("/swagger/{documentName}/swagger.{extension}", () => "{}");
            app.MapGet("/documents/{documentName}", (string documentName) => documentName);
            app.MapGet("/gateway/{path}", (string path) => Results.Text("up 1", path == "metrics" ? "text/plain; version=0.0.4" : "text/plain"));
            app.MapGet("/exposition", () => Results.Text("up 1", "application/openmetrics-text; version=1.0.0"));
            app.MapGet("/listed", () => Results.Text("up 1", "text/plain; version=0.0.4"));
            app.MapGet("/named", () => Results.Text("up 1", "text/plain; version=0.0.4")).WithSlo("all");
            app.MapGet("/plain", () => Results.Text("up 1", "text/plain; charset=utf-8"));
        },
        builder =>
        {
            builder.Services.AddHealthChecks();
            builder.Services.AddOpenApi();
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("none").AddPrometheusExporter());
        });
}
