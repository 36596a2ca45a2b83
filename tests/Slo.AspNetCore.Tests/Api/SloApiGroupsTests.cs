using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiGroupsTests
{
    [Fact]
    public async Task Groups_ByRoute_NamePatternsAndNeverPaths()
    {
        await using KestrelApp app = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await app.GetAsync($"/orders/{i}");
            await app.GetAsync($"/down/{i}");
            await app.GetAsync($"/nowhere/{i}");
        }

        Assert.Equal((8, 4, 0), await app.CountsAsync("routes"));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
        Assert.Equal(
            """
            {"name":"routes","label":"http.route","coverageRatio":3.8580246913580245E-07,"groups":[{"value":"/down/{id}","goodEvents":0,"badEvents":4,"budgetSpentRatio":33.333333333333336,"alert":null},
            """ + """{"value":"(none)","goodEvents":4,"badEvents":0,"budgetSpentRatio":0,"alert":null},{"value":"/orders/{id:int}","goodEvents":4,"badEvents":0,"budgetSpentRatio":0,"alert":null}]}""",
            (await app.Client.GetStringAsync("/slo/api/v1/slos/routes/groups", TestContext.Current.CancellationToken)).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(
            """{"name":"routes","label":"http.route","coverageRatio":3.8580246913580245E-07,"groups":[{"value":"/down/{id}","goodEvents":0,"badEvents":4,"budgetSpentRatio":33.333333333333336,"alert":null}]}""",
            await app.Client.GetStringAsync("/slo/api/v1/slos/routes/groups?top=1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Objective_WhoseSourceGivesNothing_SaysWhy()
    {
        await using KestrelApp app = await StartAsync();
        app.Registry.Get("routes").SetSourceWarning(SloFinding.Warning("X1", "no such instrument"));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();

        Assert.Contains(
            "\"sourceWarning\":\"X1: no such instrument\"",
            await app.Client.GetStringAsync("/slo/api/v1/slos/routes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_ByMethod_KnowOnlyTheMethodsOfHttp()
    {
        await using KestrelApp app = await StartAsync();
        await app.SendAsync(HttpMethod.Post, "/orders/1");
        await app.SendAsync(new HttpMethod("SCAN1"), "/orders/1");
        await app.SendAsync(new HttpMethod("SCAN2"), "/orders/1");

        Assert.Equal((3, 0, 0), await app.CountsAsync("methods"));
        Assert.Equal(
            ["POST", "_OTHER"], app.Registry.Get("methods").GetGroups(10).Where(group => group.Events.Total > 0).Select(group => group.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reasons_OfBadRequests_SayWhatDecided()
    {
        await using KestrelApp app = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await app.GetAsync($"/down/{i}");
        }

        await app.GetAsync("/throws");
        await app.GetAsync("/throws");
        await app.GetAsync("/marked");
        await app.GetAsync("/orders/1");

        Assert.Equal((1, 6, 0), await app.CountsAsync("all"));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
        Assert.Equal(
            """
            {"name":"all","coverageRatio":3.8580246913580245E-07,"reasons":[{"reason":"503","badEvents":3,"budgetSpentRatio":21.428571428571427},
            """ + """{"reason":"System.InvalidOperationException","badEvents":2,"budgetSpentRatio":14.285714285714286},"""
            + """{"reason":"sold_out","badEvents":1,"budgetSpentRatio":7.142857142857143}]}""",
            (await app.Client.GetStringAsync("/slo/api/v1/slos/all/reasons", TestContext.Current.CancellationToken)).Replace("\n", "", StringComparison.Ordinal));
    }

    // Another group fails too, and its alert fires too.
    [Fact]
    public async Task Contributors_OfAGroup_AreThoseOfItsAlert()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("tenants", objective => objective.TargetPercent(99).GroupBy("tenant").AlertPerGroup()),
            web => web.MapSloApi().AllowAnonymous());
        SloTracker tracker = app.Registry.Get("tenants");
        tracker.AddGroups("acme", "globex", "initech");
        for (var i = 0; i < 40; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "acme", Reason = "timeout" });
            tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "globex", Reason = "500" });
        }

        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Evaluate();
        JsonNode answer = await app.ReadAsync("slos/tenants/contributors?group=acme");

        Assert.Equal(40, answer["badEvents"]!.GetValue<long>());
        Assert.Equal("timeout", Assert.Single(answer["contributors"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/slos/tenants/contributors?group=initech"));
        Assert.Equal(HttpStatusCode.BadRequest, await app.GetAsync("/slo/api/v1/slos/tenants/contributors?group=acme&top=11"));
    }

    [Theory]
    [InlineData("/all/reasons", 200)]
    [InlineData("/all/reasons?top=35", 400)]
    [InlineData("/all/groups", 200)]
    [InlineData("/unknown/groups", 404)]
    [InlineData("/routes/groups?top=0", 400)]
    [InlineData("/routes/groups?top=1002", 400)]
    [InlineData("/routes/groups?top=ten", 400)]
    [InlineData("/routes/groups?top=1001", 200)]
    public async Task Groups_OfAnyQuery_AreAnswered(string query, int status)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal((HttpStatusCode)status, await app.GetAsync("/slo/api/v1/slos" + query));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options =>
        {
            options.AddObjective("all", objective => objective.TargetPercent(98).HttpServer());
            options.AddObjective("routes", objective => objective.TargetPercent(99).HttpServer().GroupByRoute());
            options.AddObjective("methods", objective => objective.TargetPercent(99).HttpServer().GroupByMethod());
        },
        app =>
        {
            app.MapSloApi().AllowAnonymous();
            app.MapGet("/orders/{id:int}", (int id) => id);
            app.MapGet("/throws", string () => throw new InvalidOperationException());
            app.MapGet("/marked", (HttpContext context) => context.GetSloRequest()?.MarkBad("sold_out"));
            app.MapGet("/down/{id}", (int id) => Results.StatusCode(503));
        });
}
