using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Policies, the release gate and the cost of deployments over HTTP. The clock stands at 2026-01-01T00:00:00Z.</summary>
public sealed class SloApiPoliciesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policies_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        Count(app, 85, 15);

        await app.ApproveAsync("policies", "ApiPolicies.approved.txt");
    }

    [Fact]
    public async Task Gate_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        Count(app, 85, 15);
        await PostAsync(app, """{"objective":"CHECKOUT","for":"2h","reason":"fixes it"}""");

        JsonNode answer = await app.ReadAsync("gate?name=checkout");
        foreach (JsonNode? reason in answer["reasons"]!.AsArray())
        {
            Assert.Equal(answer["overrides"]![0]!["id"]!.GetValue<string>(), reason!["overriddenBy"]!.GetValue<string>());
            reason["overriddenBy"] = "ID";
        }

        answer["overrides"]![0]!["id"] = "ID";
        ApiApp.Approve(answer, "ApiGate.approved.txt");
    }

    [Theory]
    [InlineData(100, 0, "", "open", 0)]
    [InlineData(85, 15, "", "closed", 2)]
    [InlineData(85, 15, "?name=orders", "open", 0)]
    [InlineData(85, 15, "?name=orders&name=Checkout", "closed", 2)]
    [InlineData(85, 15, "?service=SHOP", "closed", 2)]
    [InlineData(85, 15, "?service=back", "open", 0)]
    [InlineData(93, 7, "", "closed", 1)]
    public async Task Gate_OfTheObjectivesThatAreMeant_IsOpenOrClosed(int good, int bad, string query, string gate, int reasons)
    {
        await using KestrelApp app = await StartAsync();
        Count(app, good, bad);

        JsonNode answer = await app.ReadAsync("gate" + query);

        Assert.Equal((gate, reasons), (answer["gate"]!.GetValue<string>(), answer["reasons"]!.AsArray().Count));
        Assert.True(answer["isComplete"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("gate?name=chekout")]
    [InlineData("gate?service=none")]
    [InlineData("policies?slo=chekout")]
    [InlineData("deployments?slo=chekout")]
    public async Task WhatIsNotDeclared_IsNotFound(string path)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/slo/api/v1/" + path, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Override_OpensTheGate_UntilItIsEndedOrExpires()
    {
        await using KestrelApp app = await StartAsync();
        Count(app, 85, 15);
        (HttpStatusCode status, JsonNode added) = await PostAsync(app, """{"for":"2h","reason":"why","by":"ann"}""");
        Assert.Equal((HttpStatusCode.Created, "ann"), (status, added["owner"]!.GetValue<string>()));
        Assert.Equal("open", (await app.ReadAsync("gate"))["gate"]!.GetValue<string>());
        Assert.Single((await app.ReadAsync("gate/overrides?slo=checkout"))["overrides"]!.AsArray());
        SloLedgerEntry entry = app.Registry.Ledger.Entries.Single(entry => entry.Kind == SloLedgerEntryKind.GateOverride);
        Assert.Equal(("ann", "why", "operator"), (entry.Actor, entry.Reason, entry.Details[SloLedgerDetails.Account]));

        var id = added["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.NotFound, await app.SendAsync(HttpMethod.Delete, "/slo/api/v1/gate/overrides/other"));
        Assert.Equal(HttpStatusCode.NoContent, await app.SendAsync(HttpMethod.Delete, $"/slo/api/v1/gate/overrides/{id}?reason=over"));
        Assert.Equal("closed", (await app.ReadAsync("gate"))["gate"]!.GetValue<string>());

        await PostAsync(app, """{"to":"2026-01-01T01:00:00Z","reason":"why"}""");
        Assert.Equal("open", (await app.ReadAsync("gate"))["gate"]!.GetValue<string>());
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("closed", (await app.ReadAsync("gate"))["gate"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"for":"2h"}""")]
    [InlineData("""{"reason":"why"}""")]
    [InlineData("""{"reason":"why","for":"8d"}""")]
    [InlineData("""{"reason":"why","for":"0s"}""")]
    [InlineData("""{"reason":"why","for":"1h","to":"2026-01-01T01:00:00Z"}""")]
    [InlineData("""{"reason":"why","to":"2025-12-31T00:00:00Z"}""")]
    [InlineData("""{"reason":"why","for":"1h","by":" "}""")]
    [InlineData("""{"reason":"why","for":"1h","objective":"chekout"}""")]
    [InlineData("""{"reason":"why","for":"1h","name":"checkout"}""")]
    public async Task Override_WithAFault_IsRefused(string body)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(app, body)).Status);
        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Fact]
    public async Task Overriding_WithoutAnAccount_IsDenied()
    {
        await using KestrelApp app = await StartAsync();
        app.Client.DefaultRequestHeaders.Remove("X-User");

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(app, """{"for":"2h","reason":"why"}""")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.SendAsync(HttpMethod.Delete, "/slo/api/v1/gate/overrides/a"));
    }

    [Fact]
    public async Task Deployments_CostWhatWasSpentUntilTheNextOneOrTheEndOfTheWindow()
    {
        await using KestrelApp app = await StartAsync();
        app.Registry.Ledger.Add(SloLedgerEntryKind.Deployment, details: [new(SloLedgerDetails.Version, "v1")]);
        Count(app, 50, 1);
        app.Registry.MarkDeployment("v2", "ci", "new cart");

        // The processes of v2 note what they begin with.
        app.Registry.Ledger.Add(SloLedgerEntryKind.Deployment, details: [new(SloLedgerDetails.Version, "v2"), new(SloLedgerDetails.Source, "process")]);
        Count(app, 40, 2);
        for (var minute = 0; minute < 70; minute++)
        {
            Count(app, 0, 0);
        }

        Count(app, 4, 3);
        JsonNode one = await app.ReadAsync("deployments?slo=checkout");
        JsonNode day = await app.ReadAsync("deployments?slo=checkout&window=1d&limit=1");

        Assert.Equal(["v2", "v1"], one["deployments"]!.AsArray().Select(deployment => deployment!["version"]!.GetValue<string>()));
        Assert.Equal([2L, 1L], one["deployments"]!.AsArray().Select(Bad));
        Assert.Equal([0.2, 0.1], one["deployments"]!.AsArray().Select(deployment => Math.Round(deployment!["costs"]![0]!["budgetSpentRatio"]!.GetValue<double>(), 9)));
        Assert.Equal("2026-01-01T01:01:00+00:00", one["deployments"]![0]!["until"]!.GetValue<string>());
        Assert.Equal([5L], day["deployments"]!.AsArray().Select(Bad));

        static long Bad(JsonNode? deployment) => deployment!["costs"]![0]!["badEvents"]!.GetValue<long>();
    }

    [Theory]
    [InlineData("window=0s")]
    [InlineData("window=8d")]
    [InlineData("window=x")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    public async Task Deployments_OutOfBounds_AreRefused(string query)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync("/slo/api/v1/deployments?" + query, Cancel)).StatusCode);
    }

    private static void Count(KestrelApp app, int good, int bad)
    {
        app.Registry.Get("checkout").Record(good, bad);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Evaluate();
        app.Services.GetRequiredService<SloPolicies>().Evaluate();
    }

    private static Task<KestrelApp> StartAsync() => ApiApp.StartAsync(options =>
    {
        options.AddObjective("checkout", o => o.TargetPercent(90).Service("shop").Calendar(CalendarUnit.Month).NoRules());
        options.AddObjective("orders", o => o.TargetPercent(90).Service("back").NoRules());
        options.AddPolicy(new()
        {
            Name = "shop",
            Services = ["shop"],
            WhoMayOverride = "the director",
            Levels =
            [
                new() { BudgetBelowRatio = 0.25, Actions = [SloPolicyAction.RequireReview] },
                new() { BudgetBelowRatio = 0.5, EndsAtBudgetRatio = 0.75, Actions = [SloPolicyAction.FreezeReleases, SloPolicyAction.CloseFeature("extras")] },
                new() { BurnRateFrom = 2, Window = TimeSpan.FromHours(1), Actions = [SloPolicyAction.TellOwner] },
            ],
        });
    });

    private static Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(KestrelApp app, string body) => app.PostAsync("gate/overrides", body);
}
