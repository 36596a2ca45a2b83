using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Exclusions and overrides of targets over HTTP. The clock stands at 2026-01-01T00:00:00Z.</summary>
public sealed class SloApiTermsTests
{
    private const string Exclusions = "exclusions";
    private const string Overrides = "target-overrides";

    [Fact]
    public async Task Exclusions_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        await app.PostAsync(Exclusions, """{"id":"a","when":"Sun 02:00-04:00 Europe/Berlin","objective":"ALL","reason":"upgrade"}""");
        await app.PostAsync(Exclusions, """{"id":"b","from":"2025-12-31T22:00:00+01:00","to":"2026-01-01T02:00:00","by":"ann"}""");

        await app.ApproveAsync(Exclusions, "ApiExclusions.approved.txt");
    }

    [Fact]
    public async Task TargetOverrides_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        await app.PostAsync(Overrides, """{"id":"a","objective":"ALL","targetPercent":99.5,"for":"2h","reason":"new hardware"}""");
        await app.PostAsync(Overrides, """{"id":"b","objective":"orders","targetRatio":0.5,"from":"2026-01-02T00:00:00Z","to":"2026-01-03T00:00:00Z","by":"ann"}""");

        await app.ApproveAsync(Overrides, "ApiTargetOverrides.approved.txt");
    }

    [Fact]
    public async Task Refusal_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        await app.PostAsync(Overrides, """{"id":"a","objective":"all","targetPercent":99.5,"for":"2h"}""");
        (HttpStatusCode status, JsonNode answer) = await app.PostAsync(Overrides, """{"id":"a","objective":"all","targetRatio":2,"for":"1h"}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        ApiApp.Approve(answer, "ApiRefusal.approved.txt");
    }

    [Theory]
    [InlineData(Exclusions, "", "a,b,c")]
    [InlineData(Exclusions, "?slo=All", "a,c")]
    [InlineData(Exclusions, "?slo=orders", "b,c")]
    [InlineData(Exclusions, "?slo=other", "c")]
    [InlineData(Overrides, "", "d,e")]
    [InlineData(Overrides, "?slo=ORDERS", "e")]
    [InlineData(Overrides, "?slo=other", "")]
    public async Task Lists_OfAnObjective_HaveWhatAppliesToIt(string list, string query, string expected)
    {
        await using KestrelApp app = await StartAsync();
        foreach ((string id, string? objective) in ((string, string?)[])[("a", "all"), ("b", "orders"), ("c", null)])
        {
            app.Registry.Exclude(new() { Id = id, Objective = objective, When = SloSchedule.Parse("22:00-23:00 UTC") });
        }

        foreach ((string id, string objective) in ((string, string)[])[("d", "all"), ("e", "orders")])
        {
            app.Registry.OverrideTarget(new() { Id = id, Objective = objective, TargetRatio = 0.5m, From = app.Time.GetUtcNow(), To = app.Time.GetUtcNow().AddHours(1) });
        }

        JsonNode page = await app.ReadAsync($"{list}{query}");
        string[] ids = [.. page[list == Exclusions ? "exclusions" : "targetOverrides"]!.AsArray().Select(one => one!["id"]!.GetValue<string>())];

        Assert.Equal((expected, ids.Length), (string.Join(',', ids), page["total"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("", "operator", null)]
    [InlineData(""","by":"operator" """, "operator", null)]
    [InlineData(""","by":"ann" """, "ann", "operator")]
    public async Task Decision_ThatIsPosted_IsInTheLedgerWithWhoAndWhy(string by, string actor, string? account)
    {
        await using KestrelApp app = await StartAsync();
        (HttpStatusCode excluded, JsonNode exclusion) = await app.PostAsync(Exclusions, $$"""{"when":"22:00-23:00 UTC","reason":"why"{{by}}}""");
        (HttpStatusCode overridden, JsonNode change) = await app.PostAsync(Overrides, $$"""{"objective":"all","targetPercent":90,"for":"1h","reason":"why"{{by}}}""");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (excluded, overridden));
        Assert.Equal(Assert.Single(app.Registry.Exclusions).Id, exclusion["id"]!.GetValue<string>());
        Assert.Equal(Assert.Single(app.Registry.TargetOverrides).Id, change["id"]!.GetValue<string>());
        Assert.Equal([SloLedgerEntryKind.ExclusionAdded, SloLedgerEntryKind.OverrideAdded], app.Registry.Ledger.Entries.Select(entry => entry.Kind));
        Assert.All(app.Registry.Ledger.Entries, entry => Assert.Equal(
            (actor, "why", account), (entry.Actor, entry.Reason, entry.Details.GetValueOrDefault(SloLedgerDetails.Account))));
    }

    [Theory]
    [InlineData("", "operator", null)]
    [InlineData("?by=ann&reason=over", "ann", "operator")]
    public async Task Decision_ThatIsTakenBack_IsInTheLedgerWithWhoAndWhy(string query, string actor, string? account)
    {
        await using KestrelApp app = await StartAsync();
        await app.PostAsync(Exclusions, """{"id":"a","when":"22:00-23:00 UTC"}""");
        await app.PostAsync(Overrides, """{"id":"a","objective":"all","targetPercent":90,"for":"1h"}""");
        app.Time.Advance(TimeSpan.FromMinutes(1));

        foreach (var list in (string[])[Exclusions, Overrides])
        {
            Assert.Equal(HttpStatusCode.NotFound, await app.SendAsync(HttpMethod.Delete, $"/slo/api/v1/{list}/b"));
            Assert.Equal(HttpStatusCode.NoContent, await app.SendAsync(HttpMethod.Delete, $"/slo/api/v1/{list}/a{query}"));
            Assert.Equal(HttpStatusCode.NotFound, await app.SendAsync(HttpMethod.Delete, $"/slo/api/v1/{list}/a{query}"));
        }

        Assert.Empty(app.Registry.Exclusions);
        Assert.Equal(app.Time.GetUtcNow(), Assert.Single(app.Registry.TargetOverrides).To);
        SloLedgerEntry[] entries = [.. app.Registry.Ledger.Entries.Skip(2)];
        Assert.Equal([SloLedgerEntryKind.ExclusionRemoved, SloLedgerEntryKind.OverrideRemoved], entries.Select(entry => entry.Kind));
        Assert.All(entries, entry => Assert.Equal(
            (actor, query.Length == 0 ? null : "over", account), (entry.Actor, entry.Reason, entry.Details.GetValueOrDefault(SloLedgerDetails.Account))));
    }

    [Theory]
    [InlineData(Exclusions, "{}", "SLO0111")]
    [InlineData(Exclusions, """{"from":"2026-01-01T00:00:00Z"}""", "SLO0111")]
    [InlineData(Exclusions, """{"when":"22:00-23:00 UTC","to":"2026-01-01T00:00:00Z"}""", "SLO0113")]
    [InlineData(Exclusions, """{"when":"22:00-23:00 Mars/North"}""", "SLO0129")]
    [InlineData(Exclusions, """{"when":"Caturday 22:00-23:00 UTC"}""", "SLO0129")]
    [InlineData(Exclusions, """{"when":""}""", "SLO0129")]
    [InlineData(Exclusions, """{"from":"2026-01-01T00:00:01Z","to":"2026-01-01T00:00:00Z"}""", "SLO0129")]
    [InlineData(Exclusions, """{"from":"0001-01-01T00:00:00Z","to":"9999-12-31T23:59:59.9999999Z"}""", "SLO0129")]
    [InlineData(Exclusions, """{"when":"22:00-23:00 UTC","objective":"al"}""", "SLO0201")]
    [InlineData(Exclusions, """{"when":"22:00-23:00 UTC","id":"taken","objective":""}""", "SLO0201", "SLO0202")]
    [InlineData(Exclusions, """{"when":"22:00-23:00 UTC","id":"a/b"}""", "SLO0116")]
    [InlineData(Overrides, "{}", "SLO0111", "SLO0111", "SLO0111")]
    [InlineData(Overrides, """{"objective":"all","targetPercent":99,"targetRatio":0.99,"for":"1h","to":"2026-01-02T00:00:00Z"}""", "SLO0113", "SLO0113")]
    [InlineData(Overrides, """{"objective":"all","targetPercent":0.99,"for":"0s"}""", "SLO0119", "SLO0120")]
    [InlineData(Overrides, """{"objective":"all","targetPercent":100,"for":"1 century"}""", "SLO0119", "SLO0120")]
    [InlineData(Overrides, """{"objective":"all","targetPercent":-1,"from":"9999-12-31T23:00:00Z","for":"2h"}""", "SLO0119", "SLO0120")]
    [InlineData(Overrides, """{"objective":"al","targetRatio":1,"for":"1h"}""", "SLO0119", "SLO0201")]
    [InlineData(Overrides, """{"objective":"orders","targetRatio":0.9,"to":"2025-12-31T00:00:00Z"}""", "SLO0129")]
    [InlineData(Overrides, """{"objective":"orders","targetRatio":0.9,"from":"2025-12-30T00:00:00Z","to":"2025-12-31T00:00:00Z"}""", "SLO0129")]
    [InlineData(Overrides, """{"objective":"orders","targetRatio":0.9,"from":"0001-01-01T00:00:00Z","to":"9999-12-31T23:59:59Z"}""", "SLO0125")]
    [InlineData(Overrides, """{"objective":"all","targetRatio":0.9,"for":"1h"}""", "SLO0203")]
    [InlineData(Overrides, """{"id":"taken","objective":"orders","targetRatio":0.9,"for":"1h"}""", "SLO0202")]
    public async Task Decision_ThatIsFaulty_IsRefusedWithEveryCode(string list, string body, params string[] codes)
    {
        await using KestrelApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await app.PostAsync(Exclusions, """{"id":"taken","when":"20:00-21:00 UTC"}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await app.PostAsync(Overrides, """{"id":"taken","objective":"all","targetRatio":0.5,"for":"1d"}""")).Status);
        (HttpStatusCode status, JsonNode answer) = await app.PostAsync(list, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(codes, answer["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>()));
        Assert.All(answer["findings"]!.AsArray(), finding => Assert.Contains(finding!["message"]!.GetValue<string>(), answer["detail"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal((1, 1, 2), (app.Registry.Exclusions.Count, app.Registry.TargetOverrides.Count, app.Registry.Ledger.Entries.Count));
    }

    [Theory]
    [InlineData(Exclusions, """{"from":"yesterday","to":"2026-01-01T00:00:00Z"}""")]
    [InlineData(Exclusions, """{"from":"01/02/2026","to":"2026-02-01T00:00:00Z"}""")]
    [InlineData(Exclusions, """{"from":1,"to":2}""")]
    [InlineData(Exclusions, """{"wen":"22:00-23:00 UTC"}""")]
    [InlineData(Overrides, """{"objective":"all","targetPercent":"99","for":"1h"}""")]
    [InlineData(Overrides, """{"objective":"all","targetPercent":1e400,"for":"1h"}""")]
    [InlineData(Overrides, """{"objective":"\ud800","targetPercent":99,"for":"1h"}""")]
    public async Task Body_ThatIsNone_IsRefused(string list, string body)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync(list, body)).Status);
        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Fact]
    public async Task Decisions_AreBounded()
    {
        await using KestrelApp app = await StartAsync();
        for (var i = 0; i < 200; i++)
        {
            app.Registry.Exclude(new() { When = SloSchedule.Parse("22:00-23:00 UTC") });
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync(Exclusions, """{"when":"22:00-23:00 UTC"}""")).Status);
        Assert.Equal(200, (await app.ReadAsync(Exclusions))["exclusions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Deletion_WithATextThatIsTooLong_IsRefused()
    {
        await using KestrelApp app = await StartAsync();
        await app.PostAsync(Exclusions, """{"id":"a","when":"22:00-23:00 UTC"}""");

        Assert.Equal(HttpStatusCode.BadRequest, await app.SendAsync(HttpMethod.Delete, "/slo/api/v1/exclusions/a?by=" + new string('x', SloLedgerEntry.LongestActor + 1)));
        Assert.Single(app.Registry.Exclusions);
    }

    // An event under each target: half of the events good is enough for the one, and not for the other.
    [Fact]
    public async Task Objective_ShowsTheTargetInForceBesideWhatIsDeclared()
    {
        await using KestrelApp app = await StartAsync();
        await app.PostAsync(Overrides, """{"objective":"orders","targetPercent":50,"for":"2m"}""");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Evaluate();
        JsonNode during = await app.ReadAsync("slos/orders");
        JsonNode summary = (await app.ReadAsync("slos?view=summary"))["slos"]!.AsArray().Single(slo => slo!["name"]!.GetValue<string>() == "orders")!;
        app.Time.Advance(TimeSpan.FromMinutes(2));
        app.Registry.Evaluate();
        JsonNode after = await app.ReadAsync("slos/orders");

        Assert.Equal((0.5m, 0.99m), (during["targetRatio"]!.GetValue<decimal>(), during["declaredTargetRatio"]!.GetValue<decimal>()));
        Assert.Equal(0.5m, summary["targetRatio"]!.GetValue<decimal>());
        Assert.Equal((0.99m, 0.99m), (after["targetRatio"]!.GetValue<decimal>(), after["declaredTargetRatio"]!.GetValue<decimal>()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""[{"when":"Mon-Fri 08:00-18:00 Europe/Berlin","targetRatio":0.999}]"""), during["scheduledTargets"]));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""[{"id":null,"objective":"orders","when":"Sun 02:00-04:00 UTC","from":null,"to":null,"owner":"team","reason":"upgrade"}]"""), during["exclusions"]));
    }

    [Theory]
    [InlineData("nothing", HttpStatusCode.Forbidden)]
    [InlineData("anonymous", HttpStatusCode.Forbidden)]
    [InlineData("authorized", HttpStatusCode.Unauthorized)]
    public async Task Deciding_IsClosedUntilSomebodyIsAuthorized(string convention, HttpStatusCode expected)
    {
        await using KestrelApp app = await StartAsync(convention, isUser: false);
        app.Registry.Exclude(new() { Id = "a", When = SloSchedule.Parse("22:00-23:00 UTC") });
        app.Registry.OverrideTarget(new() { Id = "a", Objective = "all", TargetRatio = 0.5m, From = app.Time.GetUtcNow(), To = app.Time.GetUtcNow().AddHours(1) });

        foreach (var list in (string[])[Exclusions, Overrides])
        {
            Assert.Equal(expected, (await app.PostAsync(list, "{}")).Status);
            Assert.Equal(expected, await app.SendAsync(HttpMethod.Delete, $"/slo/api/v1/{list}/a"));
        }

        Assert.Equal(2, app.Registry.Ledger.Entries.Count);
    }

    private static Task<KestrelApp> StartAsync(string convention = "authorized", bool isUser = true) => ApiApp.StartAsync(
        options =>
        {
            options.AddHttp("all", _ => { });
            options.AddObjective("orders", slo => slo.TargetPercent(99).ScheduledTarget("Mon-Fri 08:00-18:00 Europe/Berlin", 99.9m).Exclude("Sun 02:00-04:00 UTC", "upgrade", "team"));
        },
        convention, isUser);
}
