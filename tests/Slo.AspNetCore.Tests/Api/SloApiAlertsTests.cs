using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiAlertsTests
{
    [Fact]
    public async Task Alert_FromItsFirstRuleToItsEnd_IsTold()
    {
        await using KestrelApp app = await StartAsync();
        Assert.Empty(Names(await GetAsync(app, "/v1/alerts")));

        Break(app, "api", bad: 50);
        JsonNode alert = (await GetAsync(app, "/v1/slos/API/alerts"))["alerts"]![0]!["alert"]!;
        Assert.Equal("firing", alert["state"]!.GetValue<string>());
        Assert.Equal("page", alert["severity"]!.GetValue<string>());
        Assert.Equal("page at 14.4x over 1h/5m", alert["cause"]!.GetValue<string>());
        Assert.Equal(50, alert["badEvents"]!.GetValue<long>());
        Assert.Equal(50, alert["budgetSpentRatio"]!.GetValue<double>(), 9);
        Assert.Null(alert["endedAt"]);

        app.Registry.Get("api").Record(100_000, 0);
        Step(app, TimeSpan.FromMinutes(10));
        JsonNode resolved = await GetAsync(app, "/v1/alerts");
        Assert.Equal("resolved", resolved["alerts"]![0]!["alert"]!["state"]!.GetValue<string>());
        Assert.Equal(["resolved", "fired"], resolved["transitions"]!.AsArray().Select(transition => transition!["kind"]!.GetValue<string>()));
        Assert.NotNull(resolved["alerts"]![0]!["alert"]!["endedAt"]);

        Step(app, TimeSpan.FromMinutes(10));
        Assert.Empty(Names(await GetAsync(app, "/v1/alerts")));
        Assert.Equal("inactive", (await GetAsync(app, "/v1/slos/api/alerts"))["alerts"]![0]!["alert"]!["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", "api,jobs", "jobs,api")]
    [InlineData("?severity=page", "api", "api")]
    [InlineData("?severity=ticket", "jobs", "jobs")]
    [InlineData("?slo=JOBS", "jobs", "jobs")]
    [InlineData("?slo=unknown", "", "")]
    [InlineData("?limit=1", "api", "jobs")]
    [InlineData("?cursor=api", "jobs", "")]
    [InlineData("?slo=api&severity=ticket", "", "")]
    public async Task Alerts_Filtered_HoldOnlyThose(string query, string alerts, string transitions)
    {
        await using KestrelApp app = await StartAsync();
        Break(app, "api", bad: 50);
        Break(app, "jobs", bad: 50);
        JsonNode document = await GetAsync(app, "/v1/alerts" + query);

        Assert.Equal(alerts, string.Join(',', Names(document)));
        Assert.Equal(transitions, string.Join(',', document["transitions"]!.AsArray().Select(transition => transition!["name"]!.GetValue<string>())));
    }

    [Theory]
    [InlineData("/v1/alerts?severity=sev1", "severity must be one of ticket, page.")]
    [InlineData("/v1/alerts?severity=1", "severity must be one of ticket, page.")]
    [InlineData("/v1/alerts?limit=0", "limit must be a number from 1 to 1000.")]
    [InlineData("/v1/slos/api/alerts?limit=1001", "limit must be a number from 1 to 1000.")]
    public async Task OddQuery_IsA400WithTheRule(string path, string detail)
    {
        await using KestrelApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/api" + path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(detail, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["detail"]!.GetValue<string>());
    }

    // Groups that differ in case alone, or hold what a name cannot, are one row each on any page.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Alerts_OfGroups_AreListedOnceOnPagesOfAnyLength(int limit)
    {
        string[] groups = ["A", "a", "b/c", "ü&="];
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("api", objective => objective.TargetPercent(99).GroupBy("tenant").AlertPerGroup()
                .UnobservedTime(UnobservedTime.Exclude)),
            app => app.MapSloApi("/slo/api").AllowAnonymous());
        foreach (var group in groups)
        {
            app.Registry.Get("api").Record(0, 50, group);
        }

        Step(app, TimeSpan.FromSeconds(1));
        List<string> listed = [];
        string? next = null;
        do
        {
            JsonNode page = await GetAsync(app, $"/v1/alerts?limit={limit}" + (next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}"));
            listed.AddRange(page["alerts"]!.AsArray().Select(alert => $"{alert!["name"]}/{alert["group"]}"));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);

        Assert.Equal(["api/", .. groups.Select(group => $"api/{group}")], listed);
        JsonNode one = await GetAsync(app, "/v1/slos/api/alerts");
        Assert.Equal(["", .. groups.Order(StringComparer.Ordinal)], one["alerts"]!.AsArray().Select(alert => $"{alert!["group"]}"));
    }

    private static IEnumerable<string> Names(JsonNode document) => document["alerts"]!.AsArray().Select(alert => alert!["name"]!.GetValue<string>());

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options =>
        {
            options.AddObjective("api", objective => objective.TargetPercent(99.9m).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
            options.AddObjective("jobs", objective => objective.TargetPercent(99.9m).BurnRateRule(AlertSeverity.Ticket, 3, TimeSpan.FromDays(1)));
        },
        app => app.MapSloApi().AllowAnonymous());

    private static void Break(KestrelApp app, string objective, int bad)
    {
        app.Registry.Get(objective).Record(1000 - bad, bad);
        Step(app, TimeSpan.FromSeconds(1));
    }

    private static void Step(KestrelApp app, TimeSpan time)
    {
        app.Time.Advance(time);
        app.Registry.Evaluate();
    }

    private static async Task<JsonNode> GetAsync(KestrelApp app, string path) =>
        JsonNode.Parse(await app.Client.GetStringAsync("/slo/api" + path, TestContext.Current.CancellationToken))!;
}
