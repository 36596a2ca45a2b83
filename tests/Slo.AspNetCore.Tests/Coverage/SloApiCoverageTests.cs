using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Coverage;

/// <summary><c>GET v1/coverage</c> and <c>v1/suggestions</c> of an app that gets requests.</summary>
public sealed class SloApiCoverageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Before routing the endpoint of a request is not known when it begins; after routing it is.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Coverage_HasWhatFeedsNoObjective_ByRoute(bool useSlo)
    {
        await using KestrelApp app = await StartAsync(useSlo);
        await SendAsync(app, "GET /orders", "GET /orders", "POST /orders", "GET /payments/4711?card=1", "GET /payments/4712", "GET /late/1", "DELETE /payments/1");
        await SendAsync(app, "GET /fails", "GET /throws", "GET /throwslate", "GET /rejects", "GET /nothing/here", "GET /nothing/there");

        // These are not made by users, or are not to count.
        await SendAsync(app, "GET /health", "OPTIONS /payments/1", "GET /scrape", "GET /own", "GET /slo/api/v1/slos");
        JsonElement coverage = await CoverageAsync(app);

        string[] routes = [.. coverage.GetProperty("routes").EnumerateArray().Select(Line)];
        Assert.Equal(2, coverage.GetProperty("covered").GetInt64());
        Assert.Equal(
            [
                "(no endpoint) 2 0", "GET /payments/{id} 2 0", "DELETE /payments/{id} 1 0", "GET /fails 1 1", "GET /late/{id} 1 0",
                "GET /rejects 1 0", "GET /throws 1 1", "GET /throwslate 1 1", "POST /orders 1 0",
            ],
            routes);
        Assert.Equal(11, coverage.GetProperty("uncovered").GetInt64());
        Assert.Equal(2 / 13.0, coverage.GetProperty("coveredRatio").GetDouble(), 1e-12);
        Assert.Equal("2026-01-01T00:00:00+00:00", coverage.GetProperty("since").GetString());
    }

    [Fact]
    public async Task Coverage_OfAPipelineWithTwoMiddleware_CountsOnce()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("orders", http => http.Route("GET", "/orders")),
            web =>
            {
                web.UseRouting();
                web.UseWhen(_ => true, branch => branch.UseSlo());
                web.UseSlo();
                Map(web);
            },
            useSlo: false);
        await SendAsync(app, "GET /payments/1", "GET /late/1", "GET /orders", "GET /nothing");

        JsonElement coverage = await CoverageAsync(app);

        Assert.Equal((1, 3), (coverage.GetProperty("covered").GetInt64(), coverage.GetProperty("uncovered").GetInt64()));
    }

    [Fact]
    public async Task Coverage_AfterAChangeOfTheObjectives_BeginsAnew()
    {
        await using KestrelApp app = await StartAsync(useSlo: true);
        await SendAsync(app, "GET /payments/1", "GET /orders");
        app.Time.Advance(TimeSpan.FromHours(1));
        app.Registry.Add(new SloObjectiveBuilder("payments").TargetPercent(99).HttpServer(http => http.Route("/payments/{id}")).Build());
        await SendAsync(app, "GET /payments/1", "GET /late/1");

        JsonElement coverage = await CoverageAsync(app);

        Assert.Equal((1, 1), (coverage.GetProperty("covered").GetInt64(), coverage.GetProperty("uncovered").GetInt64()));
        Assert.Equal("GET /late/{id} 1 0", Line(Assert.Single(coverage.GetProperty("routes").EnumerateArray())));
        Assert.Equal("2026-01-01T01:00:00+00:00", coverage.GetProperty("since").GetString());
    }

    [Fact]
    public async Task Coverage_WhereAnObjectiveTakesAll_IsComplete()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), Map);
        JsonElement none = await CoverageAsync(app);
        await SendAsync(app, "GET /orders", "GET /nothing", "GET /health", "GET /own");

        JsonElement coverage = await CoverageAsync(app);

        Assert.Equal(JsonValueKind.Null, none.GetProperty("coveredRatio").ValueKind);
        Assert.Equal((2, 0, 1), (coverage.GetProperty("covered").GetInt64(), coverage.GetProperty("uncovered").GetInt64(), coverage.GetProperty("coveredRatio").GetDouble()));
    }

    [Fact]
    public async Task Suggestions_OfAnUncoveredRoute_HaveItsObjective()
    {
        await using KestrelApp app = await StartAsync(useSlo: true);
        for (var i = 0; i < 120; i++)
        {
            await SendAsync(app, "GET /payments/1");
        }

        await SendAsync(app, "GET /orders");
        var text = await app.Client.GetStringAsync("/slo/api/v1/suggestions", Cancel);
        using var answer = JsonDocument.Parse(text);

        JsonElement one = Assert.Single(answer.RootElement.GetProperty("suggestions").EnumerateArray());
        Assert.Equal(("objective", "get-payments-id"), (one.GetProperty("kind").GetString(), one.GetProperty("objective").GetString()));
        Assert.Equal(
            """ "get-payments-id": { "TargetPercent": 90, "Http": { "Routes": [ "GET /payments/{id}" ] } }""".TrimStart(), one.GetProperty("json").GetString());
        Assert.Contains("GET /payments/{id}", await app.Client.GetStringAsync("/slo/api/v1/report?format=markdown", Cancel) is var report
            ? report.Replace("\\", "", StringComparison.Ordinal) : "", StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/suggestions?slo=unknown"));
    }

    // The objective has no history of a period yet, and a route too few requests: the answer says so, with the numbers.
    [Fact]
    public async Task Suggestions_WithTooLittleHistory_SayWhatIsMissing()
    {
        await using KestrelApp app = await StartAsync(useSlo: true);
        await SendAsync(app, "GET /payments/1", "GET /orders");
        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync("/slo/api/v1/suggestions", Cancel));
        JsonElement[] missing = [.. answer.RootElement.GetProperty("missing").EnumerateArray()];
        var report = await app.Client.GetStringAsync("/slo/api/v1/report?format=markdown", Cancel);

        Assert.Equal((0, 0), (answer.RootElement.GetProperty("judged").GetInt32(), answer.RootElement.GetProperty("suggestions").GetArrayLength()));
        Assert.Equal(["orders", null], missing.Select(one => one.GetProperty("objective").GetString()));
        Assert.Equal([null, "objective"], missing.Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal((0.5, JsonValueKind.Null), (missing[0].GetProperty("neededRatio").GetDouble(), missing[0].GetProperty("neededCount").ValueKind));
        Assert.Equal((1, 100), (missing[1].GetProperty("count").GetInt64(), missing[1].GetProperty("neededCount").GetInt64()));
        Assert.Contains("### Too little history", report, StringComparison.Ordinal);
        Assert.Contains("of 30d was observed; 50.0 % is needed, which is 15d; an app keeps only about", report, StringComparison.Ordinal);
    }

    // The report is about one objective. The name of the other one is taken all the same.
    [Fact]
    public async Task Report_OfOneObjective_SuggestsNoNameThatAnotherHas()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("orders", http => http.Route("GET", "/orders"));
                options.AddHttp("get-payments-id", http => http.Route("POST", "/orders"));
            },
            Map);
        for (var i = 0; i < 120; i++)
        {
            await SendAsync(app, "GET /payments/1");
        }

        await SendAsync(app, "GET /orders");
        var report = await app.Client.GetStringAsync("/slo/api/v1/report?format=markdown&slo=orders", Cancel);

        Assert.Contains("\"get-payments-id-2\": ", report, StringComparison.Ordinal);
        Assert.DoesNotContain("\"get-payments-id\": ", report, StringComparison.Ordinal);
    }

    private static Task<KestrelApp> StartAsync(bool useSlo) => KestrelApp.StartAsync(
        options => options.AddHttp("orders", http => http.Route("GET", "/orders")), Map, builder => builder.Services.AddHealthChecks(), useSlo: useSlo);

    private static void Map(WebApplication app)
    {
        app.MapGet("/orders", () => "");
        app.MapPost("/orders", () => "");
        app.MapMethods("/payments/{id}", ["GET", "DELETE", "OPTIONS"], (HttpContext _) => Task.CompletedTask);
        app.MapGet("/late/{id}", async () => await Task.Yield());
        app.MapGet("/fails", () => Results.StatusCode(503));
        app.MapGet("/throws", (HttpContext _) => throw new InvalidOperationException());
        app.MapGet("/throwslate", async (HttpContext _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException();
        });
        app.MapGet("/rejects", (HttpContext _) => throw new BadHttpRequestException("no"));
        app.MapGet("/scrape", () => Results.Text("a 1", "text/plain; version=0.0.4"));
        app.MapGet("/own", () => "").ExcludeFromSlo();
        if (app.Services.GetService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>() is not null)
        {
            app.MapHealthChecks("/health");
        }
        else
        {
            app.MapGet("/health", () => "").DisableHttpMetrics();
        }

        app.MapSloApi().AllowAnonymous();
    }

    private static async Task SendAsync(KestrelApp app, params string[] requests)
    {
        foreach (var request in requests)
        {
            string[] parts = request.Split(' ');
            await app.SendAsync(new HttpMethod(parts[0]), parts[1]);
        }

        await app.CountsAsync(app.Registry.Trackers[0].Objective.Name);
    }

    // After the wait: this request is not waited for.
    private static async Task<JsonElement> CoverageAsync(KestrelApp app)
    {
        app.WillSend();
        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync("/slo/api/v1/coverage", Cancel));
        return answer.RootElement.Clone();
    }

    private static string Line(JsonElement route) =>
        $"{(route.GetProperty("method").GetString() is { } method ? method + " " : "")}{route.GetProperty("route")} {route.GetProperty("requests")} {route.GetProperty("errors")}";
}
