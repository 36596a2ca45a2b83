using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Api;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiCanaryTests
{
    private const string Address = "/slo/api/v1/slos/all/";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Canary_OfTwoCohorts_HasTheVerdictAndWhy()
    {
        await using KestrelApp app = await StartAsync();
        Record(app, "1.0", good: 99, bad: 1);
        Record(app, "2.0", good: 60, bad: 40);
        Evaluate(app);

        await ApproveAsync(app, "canary?baseline=1.0&canary=2.0", "ApiCanary");
        await ApproveAsync(app, "cohorts", "ApiCohorts");
    }

    [Fact]
    public async Task Canary_BeforeItsFirstEvent_IsHeld()
    {
        await using KestrelApp app = await StartAsync();
        Record(app, "1.0", good: 99, bad: 1);
        Evaluate(app);

        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync(Address + "canary?baseline=1.0&canary=2.0", TestContext.Current.CancellationToken));

        Assert.Equal("hold", answer.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("no event of '2.0' in the last hour; there are: 1.0", answer.RootElement.GetProperty("reason").GetString());
    }

    // slo canary recognises by it that another process answers.
    [Fact]
    public async Task Instance_OfAnswers_IsTheSameInAProcessAndAnotherInTheNext()
    {
        await using KestrelApp app = await StartAsync();
        await using KestrelApp other = await StartAsync();

        Assert.Equal(await InstanceAsync(app, "cohorts"), await InstanceAsync(app, "canary?baseline=1.0&canary=2.0"));
        Assert.NotEqual(await InstanceAsync(app, "cohorts"), await InstanceAsync(other, "cohorts"));
    }

    // Cohorts are in no fleet: an empty answer would read as if there were none.
    [Fact]
    public async Task Cohorts_OfTheFleet_AreRefusedAndSayWhy()
    {
        ManualTime time = new(DateTimeOffset.UnixEpoch);
        SloRegistry fleet = new(time, scope: SloScope.Fleet);
        SloApi api = new(fleet, new SnapshotCache(fleet), time, null);
        foreach (RequestDelegate handler in (RequestDelegate[])[api.Cohorts, api.Canary])
        {
            using MemoryStream body = new();
            DefaultHttpContext context = new() { Response = { Body = body } };
            await handler(context);

            Assert.Equal(StatusCodes.Status400BadRequest, context.Response.StatusCode);
            Assert.Contains("counted by each instance", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("all/canary?baseline=1.0&canary=2.0", 200)]
    [InlineData("all/canary?baseline=1.0&canary=%00%0a%1b", 200)]
    [InlineData("all/canary?baseline=1.0&canary=1.0", 400)]
    [InlineData("all/canary?baseline=1.0", 400)]
    [InlineData("all/canary?canary=1.0", 400)]
    [InlineData("all/canary?baseline=&canary=1.0", 400)]
    [InlineData("all/canary", 400)]
    [InlineData("all/cohorts", 200)]
    [InlineData("unknown/canary?baseline=1.0&canary=2.0", 404)]
    [InlineData("unknown/cohorts", 404)]
    public async Task Canary_OfAnyQuery_IsAnswered(string query, int status)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal((HttpStatusCode)status, await app.GetAsync("/slo/api/v1/slos/" + query));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer().CohortByHeader("X-Version")),
        app => app.MapSloApi().AllowAnonymous());

    private static async Task<string> InstanceAsync(KestrelApp app, string query)
    {
        using var answer = JsonDocument.Parse(await app.Client.GetStringAsync(Address + query, TestContext.Current.CancellationToken));
        return answer.RootElement.GetProperty("instanceId").GetString()!;
    }

    // slo canary reads these: Slo.Cli.Tests has the other half.
    private static async Task ApproveAsync(KestrelApp app, string query, string name)
    {
        var answer = await app.Client.GetStringAsync(Address + query, TestContext.Current.CancellationToken);
        JsonNode json = JsonNode.Parse(answer)!;
        Assert.Matches("^[0-9a-f]{32}$", json["instanceId"]!.GetValue<string>());
        json["instanceId"] = "3f2c";
        Assert.Null(Approval.Difference(
            json.ToJsonString(Indented), "tests", "Slo.AspNetCore.Tests", "Api", $"{name}.approved.txt"));
    }

    private static void Record(KestrelApp app, string cohort, int good, int bad)
    {
        for (var i = 0; i < good + bad; i++)
        {
            app.Registry.Get("all").Record(new SloEvent(i < good ? SloOutcome.Good : SloOutcome.Bad) { Cohort = cohort });
        }
    }

    private static void Evaluate(KestrelApp app)
    {
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
    }
}
