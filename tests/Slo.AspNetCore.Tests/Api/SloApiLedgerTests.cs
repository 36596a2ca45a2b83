using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiLedgerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incidents_AreAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        await BurnAsync(app);

        await app.ApproveAsync("incidents", "ApiIncidents.approved.txt");
        await app.ApproveAsync("slos/All/incidents", "ApiIncidents.approved.txt");
    }

    [Fact]
    public async Task Incidents_ByState_AreThoseThatLastOrHaveEnded()
    {
        await using KestrelApp app = await StartAsync();
        await BurnAsync(app);
        SloIncident open = Assert.Single(app.Registry.Incidents);
        app.Registry.RestoreLedger([], [open with { Id = "1", EndedAt = open.AsOf }, open with { Id = "2", EndedAt = open.AsOf }]);

        foreach (var path in new[] { "incidents", "slos/all/incidents" })
        {
            Assert.Equal([open.Id], await IdsAsync(app, path + "?state=open"));
            Assert.Equal(["2", "1"], await IdsAsync(app, path + "?state=CLOSED"));
            Assert.Equal([open.Id, "2", "1"], await IdsAsync(app, path));
        }

        using HttpResponseMessage page = await app.Client.GetAsync("/slo/api/v1/incidents?state=closed&limit=1", Cancel);
        Assert.Contains("state=closed", Assert.Single(page.Headers.GetValues("Link")), StringComparison.Ordinal);

        static async Task<string[]> IdsAsync(KestrelApp app, string path) =>
            [.. (await app.ReadAsync(path))["incidents"]!.AsArray().Select(one => one!["id"]!.GetValue<string>())];
    }

    [Fact]
    public async Task Ledger_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        app.Registry.MarkDeployment("v1", "ann", "faster");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Ledger.Add(SloLedgerEntryKind.TargetChanged, "all", details: [new(SloLedgerDetails.TargetPercent, "99.9")]);

        await app.ApproveAsync("ledger", "ApiLedger.approved.txt");
    }

    [Fact]
    public async Task Incidents_OfAnObjectiveThatIsGone_StayAsLongAsTheyAreKept()
    {
        await using KestrelApp app = await StartAsync();
        await BurnAsync(app);
        app.Registry.Remove("all");

        Assert.Equal("removed", (await app.ReadAsync("slos/all/incidents"))["incidents"]![0]!["resolution"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/slos/never/incidents"));
    }

    [Theory]
    [InlineData("?limit=7")]
    [InlineData("?limit=20&kind=deployment&from=2026-01-01T00%3A10%3A00%2B00%3A00&to=2026-01-01T02%3A00%3A00Z")]
    [InlineData("?kind=TARGETCHANGED&slo=ALL")]
    public async Task Pages_ByTheirLinks_HaveEachEntryOnceWhileNewOnesCome(string query)
    {
        await using KestrelApp app = await StartAsync();
        for (var i = 0; i < 200; i++)
        {
            app.Registry.Ledger.Add(i % 2 == 0 ? SloLedgerEntryKind.Deployment : SloLedgerEntryKind.TargetChanged, i % 4 == 1 ? "all" : null);
            app.Time.Advance(TimeSpan.FromMinutes(1));
        }

        SloLedgerEntry[] expected =
        [
            .. app.Registry.Ledger.Entries.Where(entry =>
                (!query.Contains("kind=d", StringComparison.Ordinal) || (entry.Kind == SloLedgerEntryKind.Deployment && entry.At.Hour < 2 && entry.At.TimeOfDay >= TimeSpan.FromMinutes(10)))
                && (!query.Contains("slo", StringComparison.Ordinal) || (entry.Kind == SloLedgerEntryKind.TargetChanged && entry.Objective == "all"))).Reverse(),
        ];
        Assert.NotEmpty(expected);
        Uri address = new(app.Client.BaseAddress!, "/slo/api/v1/ledger" + query);
        List<long> seen = [];
        for (Uri? next = address; next is not null;)
        {
            using HttpResponseMessage response = await app.Client.GetAsync(next, Cancel);
            JsonNode page = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
            seen.AddRange(page["entries"]!.AsArray().Select(entry => entry!["id"]!.GetValue<long>()));
            next = response.Headers.TryGetValues("Link", out IEnumerable<string>? link) ? new Uri(address, Assert.Single(link).Split('<', '>')[1]) : null;
            Assert.Equal(page["next"] is null, next is null);
            app.Registry.MarkDeployment("v-next");
        }

        Assert.Equal(expected.Select(entry => entry.Id), seen);
    }

    [Theory]
    [InlineData("v1/ledger?kind=unknown")]
    [InlineData("v1/ledger?kind=0")]
    [InlineData("v1/ledger?from=yesterday")]
    [InlineData("v1/ledger?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")]
    [InlineData("v1/ledger?cursor=x")]
    [InlineData("v1/ledger?cursor=-1")]
    [InlineData("v1/ledger?limit=0")]
    [InlineData("v1/incidents?limit=1001")]
    [InlineData("v1/incidents?to=x")]
    [InlineData("v1/incidents?state=ended")]
    [InlineData("v1/slos/all/incidents?state=0")]
    [InlineData("v1/slos/all/incidents?cursor=")]
    public async Task Question_ThatIsFaulty_Is400(string path)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await app.GetAsync("/slo/api/" + path));
    }

    // Reading may be open to anyone; writing never is, whatever the app says of the rest.
    [Theory]
    [InlineData("nothing", HttpStatusCode.Forbidden)]
    [InlineData("anonymous", HttpStatusCode.Forbidden)]
    [InlineData("both", HttpStatusCode.Forbidden)]
    [InlineData("authorized", HttpStatusCode.Unauthorized)]
    public async Task Writing_IsClosedUntilSomebodyIsAuthorized(string convention, HttpStatusCode expected)
    {
        await using KestrelApp app = await ApiApp.StartAsync(TestObjectives.AllAnd(), convention, isUser: false);

        Assert.Equal(expected, (await PostAsync(app, """{"version":"v1"}""")).Status);
        Assert.Equal(expected, (await PostAsync(app, "nonsense")).Status);
        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Fact]
    public async Task Writing_IsNotThereWithoutMapSloAdminApi()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(app, """{"version":"v1"}""")).Status);
    }

    [Theory]
    [InlineData("""{"version":"v1"}""", "operator", null)]
    [InlineData("""{"version":"v1","by":"operator","reason":null}""", "operator", null)]
    [InlineData("""{"version":"v1","by":"ann","reason":"faster"}""", "ann", "operator")]
    public async Task Deployment_ThatIsPosted_IsAnEntryWithWhoAndWhy(string body, string actor, string? account)
    {
        await using KestrelApp app = await StartAsync();
        (HttpStatusCode status, JsonNode answer) = await PostAsync(app, body);

        SloLedgerEntry entry = Assert.Single(app.Registry.Ledger.Entries);
        Assert.Equal((HttpStatusCode.Created, entry.Id, "deployment"), (status, answer["id"]!.GetValue<long>(), answer["kind"]!.GetValue<string>()));
        Assert.Equal((actor, account, "v1"), (entry.Actor, entry.Details.GetValueOrDefault(SloLedgerDetails.Account), entry.Details[SloLedgerDetails.Version]));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"version":" "}""", 400)]
    [InlineData("""{"version":1}""", 400)]
    [InlineData("""{"version":"v1","versoin":"v2"}""", 400)]
    [InlineData("""{"version":"v1","version":"v2"}""", 400)]
    [InlineData("""{"version":"v1"} x""", 400)]
    [InlineData("long", 400)]
    [InlineData("large", 413)]
    public async Task Deployment_ThatIsFaulty_IsRefused(string body, int expected)
    {
        await using KestrelApp app = await StartAsync();
        (HttpStatusCode status, JsonNode answer) = await PostAsync(app, body switch
        {
            "long" => $$"""{"version":"v1","by":"{{new string('x', SloLedgerEntry.LongestActor + 1)}}"}""",
            "large" => $$"""{"version":"{{new string('x', 20_000)}}"}""",
            _ => body,
        });

        Assert.Equal((expected, expected), ((int)status, answer["status"]!.GetValue<int>()));
        Assert.Empty(app.Registry.Ledger.Entries);
    }

    // A form of a foreign page would carry the cookies of a browser.
    [Fact]
    public async Task Deployment_AsAForm_IsRefused()
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(app, """{"version":"v1"}""", "text/plain")).Status);
        Assert.Empty(app.Registry.Ledger.Entries);
    }

    private static Task<KestrelApp> StartAsync() => ApiApp.StartAsync(TestObjectives.AllAnd());

    private static Task BurnAsync(KestrelApp app)
    {
        foreach (var (good, bad) in ((long, long)[])[(0, 1000), (0, 1000)])
        {
            app.Registry.Get("all").Record(good, bad);
            app.Time.Advance(TimeSpan.FromMinutes(1));
            app.Registry.Evaluate();
        }

        return Task.CompletedTask;
    }

    private static Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(KestrelApp app, string body, string type = "application/json") =>
        app.PostAsync("ledger/deployments", body, type);
}
