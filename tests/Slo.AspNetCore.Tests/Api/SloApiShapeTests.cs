using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiShapeTests
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task List_OfEveryKindOfObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos", "ApiList.approved.txt");
    }

    [Fact]
    public async Task Summary_OfEveryKindOfObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos?view=summary", "ApiSummary.approved.txt");
    }

    [Fact]
    public async Task One_Objective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/CHECKOUT", "ApiOne.approved.txt");
    }

    [Fact]
    public async Task Series_OfAnObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/checkout/series?from=2025-12-31T23:59:00Z&step=30s", "ApiSeries.approved.txt");
    }

    [Fact]
    public async Task Overview_OfEveryKindOfObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos?view=overview", "ApiOverview.approved.txt");
    }

    [Fact]
    public async Task Budget_OfAnObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/checkout/budget?from=2025-12-31T23:59:00Z&step=30s", "ApiBudget.approved.txt");
    }

    [Fact]
    public async Task BurnRates_OfAnObjective_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/checkout/burn-rates?from=2025-12-31T23:59:00Z&step=30s", "ApiBurnRates.approved.txt");
    }

    [Fact]
    public async Task Definition_OfAnObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/checkout/definition", "ApiDefinition.approved.txt");
    }

    [Theory]
    [InlineData("series")]
    [InlineData("budget")]
    [InlineData("burn-rates")]
    public async Task Chart_OfAFaultyRange_Is400(string chart)
    {
        await using KestrelApp app = await StartAsync();
        foreach (var query in new[]
        {
            "from=x", "to=x", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "step=0s", "step=1ms", "step=500d", "step=x",
            "from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=1s",
        })
        {
            using HttpResponseMessage response = await app.Client.GetAsync($"/slo/api/v1/slos/checkout/{chart}?{query}", TestContext.Current.CancellationToken);
            Assert.Equal((query, System.Net.HttpStatusCode.BadRequest), (query, response.StatusCode));
        }
    }

    [Fact]
    public async Task History_OfAnObjective_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/CHECKOUT/history", "ApiHistory.approved.txt");
    }

    [Fact]
    public async Task Alerts_OfAllObjectives_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/alerts", "ApiAlerts.approved.txt");
    }

    // The tool reads it: Slo.Cli.Tests has the other half.
    [Fact]
    public async Task Definitions_OfEveryKindOfObjective_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/definitions", "ApiDefinitions.approved.txt");
    }

    // What appsettings cannot express is named, and does not make the rest unreadable.
    [Fact]
    public async Task Definitions_ThatAppsettingsCannotExpress_AreNamed()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddObjective("plain", objective => objective.TargetPercent(99).HttpServer());
                options.AddObjective("judged", objective => objective.TargetPercent(99).HttpServer(http => http.Judge(_ => null)));
                options.AddObjective("grouped", objective => objective.TargetPercent(99).HttpServer(http => http.GroupValue(_ => "x")).GroupBy("tenant"));
                options.AddObjective("twice", objective => objective.TargetPercent(99).Instrument("m", "i", measurements => measurements.BadWhen("status", "500").BadWhen("status", "timeout")));
                options.AddObjective("cases", objective => objective.TargetPercent(99).Label("team", "x").Label("Team", "y"));
            },
            app => app.MapSloApi().AllowAnonymous());

        JsonNode answer = await GetAsync(app, "/slo/api/v1/definitions");
        Assert.Equal(["cases", "grouped", "judged", "twice"], answer["incomplete"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["judged", "plain", "twice"], answer["Slo"]!["Objectives"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Problem_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();

        await ExpectAsync(app, "/slo/api/v1/slos/unknown", "ApiProblem.approved.txt");
    }

    [Theory]
    [InlineData("NoData", "silent")]
    [InlineData("healthy", "month")]
    [InlineData("Exhausted", "checkout")]
    [InlineData("AtRisk")]
    public async Task List_FilteredByState_HoldsOnlyThose(string state, params string[] expected)
    {
        await using KestrelApp app = await StartAsync();
        JsonNode list = await GetAsync(app, "/slo/api/v1/slos?state=" + state);

        Assert.Equal(expected, list["slos"]!.AsArray().Select(slo => slo!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/slo/api/v1/slos", "no-cache, private")]
    [InlineData("/slo/api/v1/slos?view=summary", "no-cache, private")]
    [InlineData("/slo/api/v1/alerts", "no-cache, private")]
    [InlineData("/slo/api/v1/definitions", "no-cache, private")]
    [InlineData("/slo/api/v1/slos/checkout", "no-store")]
    [InlineData("/slo/api/v1/slos/checkout/alerts", "no-store")]
    [InlineData("/slo/api/v1/slos/silent/series", "no-store")]
    public async Task Answer_IsNotStoredWithoutATagNorSniffed(string path, string storage)
    {
        await using KestrelApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(storage, response.Headers.CacheControl!.ToString());
        Assert.Equal(storage != "no-store", response.Headers.ETag is not null);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.DoesNotContain("NaN", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_DependsNotOnTheAppsJsonOptions()
    {
        await using KestrelApp app = await StartAsync(builder => Microsoft.Extensions.DependencyInjection.HttpJsonServiceExtensions.ConfigureHttpJsonOptions(
            builder.Services, json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper));

        await ExpectAsync(app, "/slo/api/v1/slos/checkout", "ApiOne.approved.txt");
    }

    private static async Task<KestrelApp> StartAsync(Action<WebApplicationBuilder>? build = null)
    {
        KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddObjective("checkout", objective => objective
                    .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(28)).DisplayName("Customers can place <orders>").Description("What the shop lives on")
                    .Owner("team checkout").Label("tier", "1").Annotation("runbook_url", "https://runbooks.example/checkout").HttpServer(http => http.Route("POST", "/orders/{id}")).FasterThan(TimeSpan.FromMilliseconds(300)));
                options.AddObjective("month", objective => objective
                    .TargetRatio(0.9m).Calendar(CalendarUnit.Month, "Europe/Berlin").Timeslices(TimeSpan.FromMinutes(1), 0.95m)
                    .BudgetRule(AlertSeverity.Ticket, 0.1m, TimeSpan.FromDays(1), TimeSpan.FromHours(1), minimumEvents: 10, ThresholdComparison.Above)
                    .RemainingBudgetRule(AlertSeverity.Ticket, 0.25m).ExhaustionRule(AlertSeverity.Ticket, TimeSpan.FromDays(2))
                    .SilenceRule(AlertSeverity.Page, TimeSpan.FromMinutes(5), new AlertRuleSettings { Hold = TimeSpan.FromMinutes(1) }));
                options.AddObjective("silent", objective => objective.TargetPercent(99).NoRules().HttpServer(http => http.TaggedEndpoints()));
            },
            app =>
            {
                app.MapPost("/orders/{id}", (string id) => id);
                app.MapSloApi().AllowAnonymous();
            },
            build);
        app.Registry.Get("checkout").Record(995, 5);
        app.Registry.Get("checkout").Record(SloOutcome.Ignored);
        app.Registry.Get("month").Record(100, 0);
        app.Time.Advance(TimeSpan.FromSeconds(60));
        app.Registry.Evaluate();
        app.Registry.Get("checkout").Record(1000, 0);
        app.Time.Advance(TimeSpan.FromSeconds(60));
        app.Registry.Evaluate();
        return app;
    }

    private static async Task ExpectAsync(KestrelApp app, string path, string file)
    {
        var actual = (await GetAsync(app, path)).ToJsonString(Indented) + "\n";
        var difference = Approval.Difference(actual, "tests", "Slo.AspNetCore.Tests", "Api", file);

        Assert.True(difference is null, difference);
    }

    private static async Task<JsonNode> GetAsync(KestrelApp app, string path)
    {
        using HttpResponseMessage response = await app.Client.GetAsync(path);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
