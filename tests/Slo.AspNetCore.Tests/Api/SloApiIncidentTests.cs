using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiIncidentTests
{
    private const string Hostile = "<!channel> **x** [a](http://evil) @here\n# head\u202e";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incident_IsAsApproved()
    {
        await using KestrelApp app = await StartAsync();
        SloIncident incident = await LiveThroughAsync(app);

        ApiApp.Approve(await GetAsync(app, incident.Id), "ApiIncident.approved.txt");
        Assert.Null(Approval.Difference(await TextAsync(app, incident.Id, "text/markdown"), "tests", "Slo.AspNetCore.Tests", "Api", "ApiIncidentMarkdown.approved.txt"));
        Assert.Null(Approval.Difference(await TextAsync(app, incident.Id, "text/plain"), "tests", "Slo.AspNetCore.Tests", "Api", "ApiIncidentText.approved.txt"));
    }

    // The same members and values as the endpoint of the objective.
    [Fact]
    public async Task Contributors_OfAnIncident_AreThoseOfTheObjective()
    {
        await using KestrelApp app = await StartAsync();
        Fail(app);
        SloIncident incident = await BurnAsync(app);
        JsonNode answer = await GetAsync(app, incident.Id);
        JsonNode objective = await app.ReadAsync("slos/all/contributors");

        Assert.Single(answer["contributors"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(objective["contributors"], answer["contributors"]));
        Assert.Equal("operation", answer["contributors"]![0]!["values"]![0]!["dimension"]!.GetValue<string>());
    }

    [Fact]
    public async Task Incident_ThatLasts_HasAFirstResponse_AndNoSummary()
    {
        await using KestrelApp app = await StartAsync();
        SloIncident incident = await BurnAsync(app);
        JsonNode answer = await GetAsync(app, incident.Id);

        Assert.StartsWith($"Acknowledge incident {incident.Id}.", answer["firstResponse"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(answer["summary"]);
        Assert.Contains("## First response", await TextAsync(app, incident.Id, "text/markdown"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acknowledge", """{"text":"on it","by":"bob"}""", 201, "acknowledged", "bob", "operator")]
    [InlineData("acknowledge", "{}", 201, "acknowledged", "operator", null)]
    [InlineData("comments", """{"text":"on it"}""", 201, "commented", "operator", null)]
    [InlineData("comments", "{}", 400, null, null, null)]
    [InlineData("comments", """{"text":" "}""", 400, null, null, null)]
    [InlineData("comments", """{"text":"a","reason":"b"}""", 400, null, null, null)]
    [InlineData("comments", "long", 400, null, null, null)]
    [InlineData("acknowledge", "long", 400, null, null, null)]
    public async Task Note_IsAnEntryOfTheLedger(string path, string body, int expected, string? outcome, string? actor, string? account)
    {
        await using KestrelApp app = await StartAsync();
        SloIncident incident = await BurnAsync(app);
        (HttpStatusCode status, _) = await PostAsync(app, incident.Id, path, body == "long" ? $$"""{"text":"{{new string('x', 1001)}}"}""" : body);

        Assert.Equal(expected, (int)status);
        SloLedgerEntry? entry = app.Registry.Ledger.Entries.SingleOrDefault();
        Assert.Equal((outcome, actor, account), (
            entry?.Details.GetValueOrDefault(SloLedgerDetails.Outcome), entry?.Actor, entry?.Details.GetValueOrDefault(SloLedgerDetails.Account)));
    }

    [Fact]
    public async Task Note_OnAnUnknownIncident_OrTwice_IsRefused()
    {
        await using KestrelApp app = await StartAsync();
        SloIncident incident = await BurnAsync(app);

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(app, "unknown", "acknowledge", "{}")).Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(app, incident.Id, "acknowledge", "{}")).Status);
        (HttpStatusCode status, JsonNode problem) = await PostAsync(app, incident.Id, "acknowledge", "{}");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.StartsWith("The incident was acknowledged by operator at ", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", HttpStatusCode.Forbidden)]
    [InlineData("anonymous", HttpStatusCode.Forbidden)]
    [InlineData("authorized", HttpStatusCode.Unauthorized)]
    public async Task Notes_AreClosedUntilSomebodyIsAuthorized(string convention, HttpStatusCode expected)
    {
        await using KestrelApp app = await StartAsync(convention, isUser: false);
        SloIncident incident = await BurnAsync(app);

        Assert.Equal(expected, (await PostAsync(app, incident.Id, "acknowledge", "{}")).Status);
        Assert.Equal(expected, (await PostAsync(app, incident.Id, "comments", """{"text":"x"}""")).Status);
        Assert.Empty(app.Registry.Ledger.Entries);
    }

    [Theory]
    [InlineData("unknown", 404)]
    [InlineData("a%20b", 404)]
    [InlineData("%7F", 404)]
    [InlineData("x?format=pdf", 400)]
    [InlineData("x?format=0", 400)]
    public async Task Question_ThatIsFaulty_IsRefused(string path, int expected)
    {
        await using KestrelApp app = await StartAsync();

        Assert.Equal((HttpStatusCode)expected, await app.GetAsync("/slo/api/v1/incidents/" + path));
    }

    // Far more of it than is shown.
    [Fact]
    public async Task Timeline_IsBounded_ByItsBeginningAndItsEnd()
    {
        await using KestrelApp app = await StartAsync();
        SloIncident incident = await BurnAsync(app);
        for (var i = 0; i < 600; i++)
        {
            app.Registry.MarkDeployment($"v{i}");
        }

        JsonNode answer = await GetAsync(app, incident.Id);
        string[] lines = [.. answer["timeline"]!.AsArray().Select(line => line!["text"]!.GetValue<string>())];
        Assert.Equal((200, 401, "Alert fired (page)", "Deployed v599"), (lines.Length, answer["omitted"]!.GetValue<int>(), lines[0], lines[^1]));
    }

    // Two entries of an hour before and of another objective.
    [Fact]
    public async Task Timeline_HasWhatIsAboutTheObjective_FromAnHourBefore()
    {
        await using KestrelApp app = await StartAsync();
        app.Registry.MarkDeployment("too early");
        app.Time.Advance(TimeSpan.FromHours(2));
        app.Registry.MarkDeployment("v1");
        app.Registry.Ledger.Add(SloLedgerEntryKind.TargetChanged, "other");
        SloIncident incident = await BurnAsync(app);

        Assert.Equal(["Deployed v1", "Alert fired (page)"], (await GetAsync(app, incident.Id))["timeline"]!.AsArray().Select(line => line!["text"]!.GetValue<string>()));
    }

    // A deployment before, a comment that is hostile, an acknowledgement, a reaction, and the end.
    private static async Task<SloIncident> LiveThroughAsync(KestrelApp app)
    {
        app.Registry.Ledger.Add(SloLedgerEntryKind.Deployment, actor: "ci", details: [new(SloLedgerDetails.Version, "v2"), new(SloLedgerDetails.PreviousVersion, "v1")]);
        Fail(app);
        SloIncident incident = await BurnAsync(app);
        await PostAsync(app, incident.Id, "acknowledge", """{"by":"bob"}""");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Ledger.Add(SloLedgerEntryKind.Reaction, "all", "slo", "all burns",
            [
                new(SloLedgerDetails.Reaction, "drain"), new(SloLedgerDetails.Outcome, "applied"), new(SloLedgerDetails.Step, "1"),
                new(SloLedgerDetails.Action, "set weight to 0"), new(SloLedgerDetails.Result, "weight 10 -> 0"),
            ]);
        await PostAsync(app, incident.Id, "comments", JsonSerializer.Serialize(new Dictionary<string, string> { ["text"] = Hostile, ["by"] = "<b>eve</b>" }));
        await Eventually.TrueAsync(
            () =>
            {
                app.Registry.Get("all").Record(10_000, 0);
                app.Time.Advance(TimeSpan.FromMinutes(1));
                app.Registry.Evaluate();
                return app.Registry.Incidents[0].EndedAt is not null;
            },
            "the incident ends");
        return app.Registry.Incidents[0];
    }

    // Nine of ten bad requests are of one operation, whose name wants to be more than a name.
    private static void Fail(KestrelApp app)
    {
        app.Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 100; i++)
        {
            app.Registry.Get("all").Record(new SloEvent(SloOutcome.Bad)
            {
                Operation = i % 10 > 0 ? Hostile : $"GET /{i / 10 % 3}",
                Reason = SloEvent.TimedOut,
                Elapsed = TimeSpan.FromMilliseconds(i),
                TraceId = ActivityTraceId.CreateFromString("4bf92f3577b34da6a3ce929d0e0e4736"),
            });
        }
    }

    private static Task<SloIncident> BurnAsync(KestrelApp app)
    {
        app.Registry.Get("all").Record(0, 1000);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Registry.Evaluate();
        return Task.FromResult(Assert.Single(app.Registry.Incidents));
    }

    private static Task<KestrelApp> StartAsync(string convention = "authorized", bool isUser = true) =>
        ApiApp.StartAsync(TestObjectives.AllAnd(), convention, isUser);

    private static Task<JsonNode> GetAsync(KestrelApp app, string id) => app.ReadAsync("incidents/" + id);

    private static async Task<string> TextAsync(KestrelApp app, string id, string type)
    {
        using HttpResponseMessage response = await app.Client.GetAsync($"/slo/api/v1/incidents/{id}?format={(type == "text/plain" ? "text" : "markdown")}", Cancel);
        Assert.Equal((type, "nosniff"), (response.Content.Headers.ContentType!.MediaType, Assert.Single(response.Headers.GetValues("X-Content-Type-Options"))));
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(KestrelApp app, string id, string path, string body) =>
        app.PostAsync($"incidents/{id}/{path}", body);
}
