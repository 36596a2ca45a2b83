using System.Text.Json.Nodes;
using Slo.Testing;
using Slo.Tests.History;
using Xunit;

namespace Slo.Tests.Status;

public sealed class IncidentVerbTests
{
    // What the API of an app answers: Slo.AspNetCore.Tests has the other half.
    private static readonly string Answer = Approved("ApiIncident.approved.txt");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text", "ApiIncidentText.approved.txt")]
    [InlineData("markdown", "ApiIncidentMarkdown.approved.txt")]
    public async Task Incident_OfAnApp_IsWrittenAsTheAppWritesIt(string format, string file)
    {
        string? asked = null;
        using Listener app = new(request =>
        {
            asked = request.RawUrl;
            return Answer;
        });
        ToolRun run = await ToolRun.Of("incident", "show", "a b", "--url", app.Address + "slo/api?scope=fleet", "--format", format);

        Assert.Equal((0, Approved(file)), (run.Code, run.Output));
        Assert.Equal("/slo/api/v1/incidents/a%20b?scope=fleet", asked);
    }

    [Fact]
    public async Task Incident_AsJson_IsThatOfTheApp()
    {
        using Listener app = new(200, Answer);
        ToolRun run = await ToolRun.Of("incident", "show", "x", "--url", app.Address, "--format", "json");

        Assert.Equal(0, run.Code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Answer), JsonNode.Parse(run.Output)));
    }

    // An app of an earlier version has neither contributors nor ids of spans and requests.
    [Theory]
    [InlineData("contributors")]
    [InlineData("contributors/0/exemplars/0/spanId")]
    [InlineData("contributors/0/exemplars/0/requestId")]
    public async Task Incident_OfAnOlderApp_IsRead(string missing)
    {
        JsonNode older = JsonNode.Parse(Answer)!;
        string[] path = missing.Split('/');
        Assert.True(path[..^1].Aggregate(older, (node, step) => step == "0" ? node[0]! : node[step]!).AsObject().Remove(path[^1]));
        using Listener app = new(200, older.ToJsonString());
        ToolRun run = await ToolRun.Of("incident", "show", "x", "--url", app.Address);

        Assert.Equal(0, run.Code);
        Assert.Equal(missing != "contributors", run.Output.Contains("Contributors", StringComparison.Ordinal));
    }

    // An app that does not clean its texts forms no line of its own on a terminal.
    [Fact]
    public async Task Text_OfAHostileApp_StaysOnItsLine()
    {
        JsonNode hostile = JsonNode.Parse(Answer)!;
        hostile["owner"] = "x\n\u001b[31mred\u202e";
        hostile["comments"]![0]!["text"] = "y\r\n# z";
        hostile["contributors"]![0]!["name"] = "y\r\n# z";
        hostile["contributors"]![0]!["exemplars"]![0]!["traceId"] = "\u001b[31m\n# z";
        using Listener app = new(200, hostile.ToJsonString());
        ToolRun run = await ToolRun.Of("incident", "show", "x", "--url", app.Address);

        Assert.Equal(0, run.Code);
        Assert.DoesNotContain(run.Output, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.StartsWith("# z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("no JSON")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("null timeline")]
    [InlineData("null contributors")]
    [InlineData("null contributors/0")]
    [InlineData("null contributors/0/exemplars")]
    [InlineData("null contributors/0/values/0/value")]
    public async Task Answer_ThatIsNone_IsUndecided(string body)
    {
        if (body.StartsWith("null ", StringComparison.Ordinal))
        {
            JsonNode broken = JsonNode.Parse(Answer)!;
            string[] path = body[5..].Split('/');
            JsonNode parent = path[..^1].Aggregate(broken, (node, step) => step == "0" ? node[0]! : node[step]!);
            if (path[^1] == "0")
            {
                parent[0] = null;
            }
            else
            {
                parent[path[^1]] = null;
            }

            body = broken.ToJsonString();
        }

        using Listener app = new(200, body);
        ToolRun run = await ToolRun.Of("incident", "show", "x", "--url", app.Address);

        Assert.Equal((3, ""), (run.Code, run.Output));
    }

    [Fact]
    public async Task Incident_OfAStateFile_HasItsNotesAndItsRoute()
    {
        using TestFolder folder = new();
        var path = folder.PathOf("slo.db");
        await StateFiles.WriteAsync(path, new SloObjectiveBuilder("checkout").TargetPercent(99).Build(), 5);
        DateTimeOffset start = StateFiles.Start;
        SloIncident incident = new()
        {
            Id = "20250301T000000-f",
            Name = "checkout",
            Fingerprint = "f",
            StartedAt = start,
            EndedAt = start.AddMinutes(4),
            AsOf = start.AddMinutes(4),
            Resolution = SloAlertResolution.Recovered,
            Severities = [new(start, AlertSeverity.Page)],
            Labels = new Dictionary<string, string> { ["category"] = "latency" },
            Contributors = [Contributor(start)],
        };
        using (SqliteSloStore store = new(path))
        {
            await store.LoadAsync("", Cancel);
            await store.SaveAsync("", new SloStoreBatch([])
            {
                Incidents = [incident],
                Entries = [Note(1, "acknowledged", null, incident.Id), Note(2, "commented", "rolled back", incident.Id), Note(3, "commented", "other", "another")],
            }, Cancel);
        }

        var settings = folder.Write("appsettings.json", """
            { "Slo": { "Objectives": { "checkout": { "TargetPercent": 99 } }, "Incidents": { "Queues": { "latency": "PERF" } } } }
            """);
        ToolRun run = await ToolRun.Of("incident", "show", incident.Id, "--state", path, "-i", settings, "--format", "json");

        Assert.Equal(0, run.Code);
        JsonNode file = JsonNode.Parse(run.Output)!;
        Assert.Equal(("latency", "PERF", "ann"), ((string?)file["category"], (string?)file["queue"], (string?)file["acknowledgement"]!["by"]));
        Assert.Equal("rolled back", Assert.Single(file["comments"]!.AsArray())!["text"]!.GetValue<string>());
        Assert.Equal("POST /orders, <b>ios</b>", Assert.Single(file["contributors"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal("operation", file["contributors"]![0]!["values"]![0]!["dimension"]!.GetValue<string>());
        var markdown = (await ToolRun.Of("incident", "show", incident.Id, "--state", path, "--format", "markdown")).Output;
        Assert.Contains(
            "## Contributors\n\n- 72 % of the bad events beyond normal: POST /orders, &lt;b&gt;ios&lt;/b&gt;; 410 bad events, 3 expected; since "
                + "2025-03-01 00:00:00; trace 4bf92f3577b34da6a3ce929d0e0e4736; request 0HN1:00000001\n",
            markdown, StringComparison.Ordinal);
        Assert.Contains("Main contributor: 72 % of the bad events beyond normal: POST /orders", markdown, StringComparison.Ordinal);
        Assert.Equal(["fired", "incident", "incident", "resolved"], file["timeline"]!.AsArray().Select(line => line!["kind"]!.GetValue<string>()));
        Assert.Equal(2, (await ToolRun.Of("incident", "show", "unknown", "--state", path)).Code);

        SloLedgerEntry Note(int minute, string outcome, string? text, string id) => new()
        {
            Id = minute,
            At = start.AddMinutes(minute),
            Kind = SloLedgerEntryKind.Incident,
            Objective = "checkout",
            Actor = "ann",
            Reason = text,
            Details = new Dictionary<string, string> { [SloLedgerDetails.Incident] = id, [SloLedgerDetails.Outcome] = outcome },
        };
    }

    private static SloContributor Contributor(DateTimeOffset at) => new()
    {
        Values = [new(SloDimension.Operation, "POST /orders"), new(SloDimension.Caller, "<b>ios</b>")],
        ExcessRatio = 0.729,
        Lift = 12.5,
        BadEvents = 410.25,
        ExpectedBadEvents = 3,
        FirstSeenAt = at,
        ValueFirstSeenAt = at,
        PValue = 1e-30,
        Exemplars = [new("4bf92f3577b34da6a3ce929d0e0e4736", at, TimeSpan.FromSeconds(3), []), new(null, at, null, []) { RequestId = "0HN1:00000001" }],
    };

    [Theory]
    [InlineData("acknowledge", null, "/v1/incidents/a%2Fb/acknowledge")]
    [InlineData("comment", "it's fixed", "/v1/incidents/a%2Fb/comments")]
    public async Task Note_IsPosted(string verb, string? text, string path)
    {
        (string? Url, string? Body) asked = default;
        using Listener app = new(request =>
        {
            using StreamReader body = new(request.InputStream);
            asked = (request.RawUrl, body.ReadToEnd());
            return "{}";
        });
        string[] arguments = ["incident", verb, "a/b", .. text is null ? (string[])[] : [text], "--url", app.Address, "--by", "ann"];
        ToolRun run = await ToolRun.Of(arguments);

        Assert.Equal((0, path), (run.Code, asked.Url));
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["text"] = text, ["by"] = "ann" }, JsonNode.Parse(asked.Body!)));
    }

    [Fact]
    public async Task CommandLine_ThatIsWrong_IsRefused()
    {
        Assert.Equal(2, (await ToolRun.Of("incident", "show", "x")).Code);
        Assert.Equal(2, (await ToolRun.Of("incident", "show", "--url", "http://localhost:1")).Code);
        Assert.Equal(2, (await ToolRun.Of("incident", "show", "x", "--url", "http://localhost:1", "--state", "slo.db")).Code);
        Assert.Equal(2, (await ToolRun.Of("incident", "show", "x", "--state", "nothing.db")).Code);
        Assert.Equal(2, (await ToolRun.Of("incident", "comment", "x", "--url", "http://localhost:1")).Code);
        Assert.Equal(2, (await ToolRun.Of("incident", "acknowledge", "x", "--url", "http://localhost:1", "--reason", "y")).Code);
    }

    private static string Approved(string file) => File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", file));
}
