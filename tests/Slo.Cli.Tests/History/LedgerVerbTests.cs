using System.Text.Json;
using Slo.Testing;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.History;

/// <summary>The ledger out of a store or an app, and into a store.</summary>
public sealed class LedgerVerbTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new(StateFiles.Start);
    private readonly SloObjective _objective = new SloObjectiveBuilder("a").TargetPercent(99).Rolling(TimeSpan.FromDays(7)).Build();

    private string Database => _folder.PathOf("slo.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_OfAFile_HasAllOfEachEntryAndWhatStillApplies()
    {
        await WriteAsync();

        ToolRun run = await ToolRun.Of("export", "--state", Database, "--ledger");

        Assert.Equal((0, ""), (run.Code, run.Error));
        JsonElement[] lines = [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            ["deployment", "exclusionAdded", "exclusionAdded", "overrideAdded", "exclusionRemoved", "exclusion", "targetOverride"],
            lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(
            """{"id":1740787200000000,"at":"2025-03-01T00:00:00+00:00","kind":"deployment","objective":null,"actor":"ada","reason":"new \u0022Äpfel\u0022","details":{"version":"v1"}}""",
            lines[0].GetRawText().Replace("\\\"", "\\u0022", StringComparison.Ordinal));
        Assert.Equal(
            """{"kind":"exclusion","id":"kept","objective":null,"when":"Sun 02:00-04:00 Europe/Berlin","owner":"bob","reason":"backup"}""", lines[5].GetRawText());
        Assert.Equal(
            """{"kind":"targetOverride","id":"lower","objective":"a","targetRatio":0.95,"from":"2025-03-01T00:00:00+00:00","to":"2025-03-01T02:00:00+00:00","owner":"bob","reason":null}""",
            lines[6].GetRawText());
        Assert.Equal(lines.Take(5).Select(line => line.GetProperty("id").GetInt64()).Order(), lines.Take(5).Select(line => line.GetProperty("id").GetInt64()));
    }

    [Fact]
    public async Task Export_WithAFolder_WritesTheLedgerBesideTheHistories()
    {
        await WriteAsync();
        Directory.CreateDirectory(_folder.PathOf("out"));

        Assert.Equal(0, (await ToolRun.Of("export", "--state", Database, "--ledger", "--folder", _folder.PathOf("out"))).Code);

        Assert.Equal(["a.csv", "ledger.jsonl"], Directory.GetFiles(_folder.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((await ToolRun.Of("export", "--state", Database, "--ledger")).Output, File.ReadAllText(_folder.PathOf("out/ledger.jsonl")));
    }

    [Fact]
    public async Task Ledger_OutAndIn_IsTheSameAndJudgesTheSame()
    {
        await WriteAsync();
        ToolRun first = await ToolRun.Of("export", "--state", Database, "--ledger");
        var copy = _folder.PathOf("copy.db");
        await StateFiles.WriteAsync(copy, _objective, 120);

        ToolRun import = await ToolRun.Of("import", "--state", copy, "--ledger", _folder.Write("ledger.jsonl", first.Output));

        Assert.Equal((0, "imported 5 of the ledger's entries, 1 exclusion and 1 override\n", ""), (import.Code, import.Output, import.Error));
        Assert.Equal(first.Output, (await ToolRun.Of("export", "--state", copy, "--ledger")).Output);
        ToolRun again = await ToolRun.Of("import", "--state", copy, "--ledger", _folder.PathOf("ledger.jsonl"), "--format", "json");
        Assert.Equal("""{"entries":5,"exclusions":0,"targetOverrides":0}""", again.Output.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(first.Output, (await ToolRun.Of("export", "--state", copy, "--ledger")).Output);

        // All two hours were under the lower target.
        using SloRegistry registry = new(new ManualTime(StateFiles.Start.AddHours(2)));
        registry.Add(_objective);
        registry.Restore(SqliteSloStore.Read(copy)[""]);
        Assert.Equal(0.95m, Assert.Single(registry.TargetOverrides).TargetRatio);
        Assert.Equal("kept", Assert.Single(registry.Exclusions).Id);
    }

    [Fact]
    public async Task Import_OfAnExclusionAfterTheFact_TakesItsEventsOutOfTheBudget()
    {
        await StateFiles.WriteAsync(Database, _objective, 120);
        var ledger = _folder.Write("ledger.jsonl", """
            {"kind":"exclusion","id":"x","objective":"a","when":"2025-03-01T00:00:00Z/2025-03-01T01:00:00Z"}
            """);

        Assert.Equal(0, (await ToolRun.Of("import", "--state", Database, "--ledger", ledger)).Code);

        using SloRegistry registry = new(new ManualTime(StateFiles.Start.AddHours(2)));
        SloTracker tracker = registry.Add(_objective);
        registry.Restore(SqliteSloStore.Read(Database)[""]);
        registry.Evaluate();
        SloStatus status = registry.Get("a").Status;
        Assert.InRange(status.Events.Total, 6_000 - 100, 6_000 + 100);
        Assert.NotSame(tracker, registry.Get("a"));
    }

    [Fact]
    public async Task Import_OfWhatWasTakenBackInTheFile_DoesNotReturnIt()
    {
        await WriteAsync();
        var ledger = _folder.Write("ledger.jsonl", """{"kind":"exclusion","id":"gone","objective":"a","when":"Mon 02:00-04:00 UTC"}""");

        ToolRun run = await ToolRun.Of("import", "--state", Database, "--ledger", ledger, "--format", "json");

        Assert.Equal(0, JsonDocument.Parse(run.Output).RootElement.GetProperty("exclusions").GetInt32());
    }

    [Theory]
    [InlineData("""{"kind":"exclusion","id":"x","objective":"b","when":"Sun 02:00-04:00 UTC"}""", "'b', of which the file keeps nothing")]
    [InlineData("""{"kind":"targetOverride","id":"y","objective":"a","targetRatio":1,"from":"2025-03-01T03:00:00Z","to":"2025-03-01T04:00:00Z"}""", "objective 'a'")]
    [InlineData("""{"kind":"targetOverride","id":"y","objective":"a","targetRatio":0.9,"from":"2025-03-01T01:00:00Z","to":"2025-03-01T04:00:00Z"}""", "overlaps override 'lower'")]
    [InlineData("""{"kind":"exclusion","id":"x","objective":"a","when":"Sun 02:00-04:00 Mars/Base"}""", "ledger.jsonl(1): when:")]
    [InlineData("""{"kind":"exclusion","id":"x/","objective":"a","when":"Sun 02:00-04:00 UTC"}""", "id 'x/'")]
    [InlineData("""{"kind":"exclusion","objective":"a","when":"Sun 02:00-04:00 UTC"}""", "id ''")]
    [InlineData("""{"kind":"moved","id":1,"at":"2025-03-01T00:00:00Z"}""", "kind 'moved' is not known")]
    [InlineData("""{"kind":"deployment","at":"2025-03-01T00:00:00Z"}""", "must be a JSON object as slo export --ledger writes it")]
    [InlineData("""{"kind":"deployment","id":1,"at":"yesterday"}""", "at must be a time")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{", "must be a JSON object")]
    [InlineData("", "has no lines")]
    public async Task Import_OfWhatIsNone_IsRefusedAndNothingIsWritten(string line, string message)
    {
        await WriteAsync();
        var before = (await ToolRun.Of("export", "--state", Database, "--ledger")).Output;

        ToolRun run = await ToolRun.Of("import", "--state", Database, "--ledger", _folder.Write("ledger.jsonl", line + "\n"));

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await ToolRun.Of("export", "--state", Database, "--ledger")).Output);
    }

    [Fact]
    public async Task Export_OfAnApp_ReadsEveryPage()
    {
        using Listener app = new(request => (request.Url!.AbsolutePath, request.QueryString["cursor"]) switch
        {
            ("/v1/ledger", null) => """{"isComplete":true,"next":"7","entries":[{"id":9,"at":"2025-03-01T00:00:09+00:00","kind":"targetChanged","objective":"a","actor":null,"reason":null,"details":{"targetPercent":"99"}},{"id":7,"at":"2025-03-01T00:00:07+00:00","kind":"deployment","objective":null,"actor":null,"reason":null,"details":{}}]}""",
            ("/v1/ledger", "7") => """{"isComplete":true,"next":null,"entries":[{"id":3,"at":"2025-03-01T00:00:03+00:00","kind":"overrideAdded","objective":"b","actor":"ada","reason":"r","details":{"subject":"o"}}]}""",
            ("/v1/exclusions", null) => """{"exclusions":[{"id":"e","objective":null,"when":"Sun 02:00-04:00 UTC","from":null,"to":null,"owner":null,"reason":null}]}""",
            ("/v1/target-overrides", null) => """{"targetOverrides":[{"id":"o","objective":"b","targetRatio":0.9,"from":"2025-03-01T00:00:00+00:00","to":"2025-03-02T00:00:00+00:00","owner":null,"reason":null}]}""",
            _ => "none",
        });

        ToolRun run = await ToolRun.Of("export", "--url", app.Address, "--ledger");
        ToolRun ofOne = await ToolRun.Of("export", "--url", app.Address, "--ledger", "--name", "A");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["3", "7", "9", "e", "o"], run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").ToString()));
        Assert.Equal(["7", "9", "e"], ofOne.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").ToString()));
    }

    // What the API of an app answers, as its own tests approve it: everything that it says of a line is in the line.
    [Fact]
    public async Task Export_OfAnApp_HasTheMembersOfItsApi()
    {
        using Listener app = new(request => Answer(request.Url!.AbsolutePath switch
        {
            "/v1/ledger" => "ApiLedger",
            "/v1/exclusions" => "ApiExclusions",
            _ => "ApiTargetOverrides",
        }));

        ToolRun run = await ToolRun.Of("export", "--url", app.Address, "--ledger");

        Assert.Equal((0, ""), (run.Code, run.Error));
        JsonElement[] entries = [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("at", out _))];
        JsonElement[] expected = [.. JsonDocument.Parse(Answer("ApiLedger")).RootElement.GetProperty("entries").EnumerateArray().Reverse()];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, entries.Length);
        Assert.All(expected.Zip(entries), pair => Assert.True(JsonElement.DeepEquals(pair.First, pair.Second), $"{pair.First} is exported as {pair.Second}"));
    }

    private static string Answer(string name)
    {
        // One page is all.
        var answer = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "Slo.AspNetCore.Tests", "Api", $"{name}.approved.txt")))!;
        answer["next"] = null;
        return answer.ToJsonString();
    }

    [Theory]
    [InlineData("""{"isComplete":false,"next":null,"entries":[],"exclusions":[],"targetOverrides":[]}""", "is not complete")]
    [InlineData("""{"isComplete":true,"next":"7","entries":[],"exclusions":[],"targetOverrides":[]}""", "unexpected response")]
    [InlineData("""{"isComplete":true,"next":null,"entries":[{"id":1,"at":"2025-03-01T00:00:00Z","kind":"moved"}],"exclusions":[],"targetOverrides":[]}""", "kind 'moved'")]
    [InlineData("{}", "unexpected response")]
    public async Task Export_OfAnAnswerThatIsNone_Is3(string answer, string message)
    {
        using Listener app = new(200, answer);

        ToolRun run = await ToolRun.Of("export", "--url", app.Address, "--ledger");

        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private async Task WriteAsync()
    {
        using SloRegistry registry = new(_time);
        SloTracker tracker = registry.Add(_objective);
        registry.MarkDeployment("v1", "ada", "new \"Äpfel\"");
        registry.Exclude(new SloExclusion { Id = "kept", When = SloSchedule.Parse("Sun 02:00-04:00 Europe/Berlin"), Owner = "bob", Reason = "backup" });
        registry.Exclude(new SloExclusion { Id = "gone", When = SloSchedule.Parse("Mon 02:00-04:00 UTC"), Objective = "a" });
        registry.OverrideTarget(new SloTargetOverride { Id = "lower", Objective = "a", TargetRatio = 0.95m, From = _time.GetUtcNow(), To = _time.GetUtcNow().AddHours(2), Owner = "bob" });
        registry.RemoveExclusion("gone", "ada");
        tracker.Record(100, 1);
        _time.Advance(TimeSpan.FromMinutes(10));
        registry.Evaluate();
        using SqliteSloStore store = new(Database, _time);
        await store.SaveAsync("", new SloStoreBatch(registry.Capture()) { Entries = registry.Ledger.Entries }, TestContext.Current.CancellationToken);
    }
}
