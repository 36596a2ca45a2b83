using System.Text.Json;
using Slo.Testing;
using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.History;

/// <summary>What verbs say of a file of a store.</summary>
public sealed class StateVerbTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _definitions;

    public StateVerbTests() => _definitions = _folder.Definitions(""" "a": { "TargetPercent": 99, "Period": "7d" } """);

    public void Dispose() => _folder.Dispose();

    private string Database => _folder.PathOf("slo.db");

    [Fact]
    public async Task Report_OfAFile_IsThatOfItsLastEvaluation()
    {
        await WriteAsync();

        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", _definitions, "--format", "json");

        JsonElement report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("2025-03-01T02:00:00Z", report.GetProperty("asOf").GetString());
        Assert.Contains("as of 2025-03-01 02:00:00 UTC", run.Error, StringComparison.Ordinal);
        JsonElement objective = report.GetProperty("objectives")[0];
        Assert.Equal(120 * 100, objective.GetProperty("goodEvents").GetInt64() + objective.GetProperty("badEvents").GetInt64());
        Assert.Equal(120.0 / (7 * 1440), objective.GetProperty("coverageRatio").GetDouble(), 1e-9);
        Assert.False(objective.GetProperty("isMet").GetBoolean());
        Assert.Equal(JsonValueKind.Number, objective.GetProperty("burnRate").ValueKind);
    }

    [Fact]
    public async Task Check_OfAFile_FailsWhereItsObjectiveIsMissed()
    {
        await WriteAsync();
        var lower = _folder.Definitions(""" "a": { "TargetPercent": 50, "Period": "7d" } """, "lower.json");
        var met = _folder.PathOf("met.db");
        await StateFiles.WriteAsync(met, Cli.Definitions.DefinitionFile.Read(lower, "a"), 120);

        Assert.Equal(1, (await ToolRun.Of("check", "--state", Database, "-i", _definitions)).Code);
        Assert.Equal(0, (await ToolRun.Of("check", "--state", met, "-i", lower)).Code);
        Assert.Equal(3, (await ToolRun.Of("check", "--state", met, "-i", lower, "--name", "b")).Code);

        // What was counted is judged by the target that was in force.
        Assert.Equal(1, (await ToolRun.Of("check", "--state", Database, "-i", lower)).Code);
    }

    [Fact]
    public async Task Policy_OfAFile_IsJudgedByItsLastEvaluation()
    {
        await WriteAsync();
        var frozen = _folder.Definitions(
            """ "a": { "TargetPercent": 99, "Period": "7d", "Annotations": { "slo.dev/error-budget-policy": "budget below 100%: freeze-releases; burn rate 1 over 5m: tell-owner" } } """,
            "frozen.json");

        ToolRun run = await ToolRun.Of("policy", "--state", Database, "-i", frozen, "--format", "json");
        JsonElement levels = JsonDocument.Parse(run.Output).RootElement.GetProperty("levels");
        ToolRun check = await ToolRun.Of("check", "--state", Database, "-i", frozen, "--fail-on", "gate");

        Assert.Equal(0, run.Code);
        Assert.Equal(["budget below 100%", "burn rate 1 over 5m"], levels.EnumerateArray().Select(level => level.GetProperty("level").GetString()));
        Assert.True(levels[0].GetProperty("isInForce").GetBoolean());
        Assert.Equal("2025-03-01T02:00:00Z", levels[0].GetProperty("since").GetString());
        Assert.Equal(1, check.Code);
        Assert.Contains("policy a, budget below 100%", check.Output, StringComparison.Ordinal);
    }

    // Of an objective that code declares, a file may have the numbers alone.
    [Fact]
    public async Task Report_ByAnotherDefinition_JudgesTheCountsAndSaysSo()
    {
        await WriteAsync();
        var other = _folder.Definitions(""" "a": { "TargetPercent": 99, "Period": "14d" }, "b": { "TargetPercent": 99 } """, "other.json");

        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", other, "--format", "json");

        Assert.Contains("'a' counted by another definition", run.Error, StringComparison.Ordinal);
        Assert.Contains("keeps nothing of 'b'", run.Error, StringComparison.Ordinal);
        JsonElement[] objectives = [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("objectives").EnumerateArray()];
        Assert.Equal(120 * 100, objectives[0].GetProperty("goodEvents").GetInt64() + objectives[0].GetProperty("badEvents").GetInt64());
        Assert.Equal("noData", objectives[1].GetProperty("state").GetString());
    }

    // After a change of what is counted, a file has both histories of an objective.
    [Theory]
    [InlineData("7d", 300)]
    [InlineData("14d", 200)]
    public async Task Report_OfAFileWithTwoGenerations_IsThatOfTheOneThatIsMeant(string period, long events)
    {
        var path = _folder.Definitions($$""" "a": { "TargetPercent": 50, "Period": "{{period}}" } """, "meant.json");
        ManualTime time = new(StateFiles.Start);
        using SloRegistry registry = new(time);
        using SqliteSloStore store = new(Database, time);
        SloObjective earlier = new SloObjectiveBuilder("a").TargetPercent(50).Rolling(TimeSpan.FromDays(14)).Build();
        SloObjective now = new SloObjectiveBuilder("a").TargetPercent(50).Rolling(TimeSpan.FromDays(7)).Build();
        Count(registry.Add(earlier), 200);
        registry.Replace([now]);
        Count(registry.Get("a"), 100);
        IReadOnlyList<SloObjectiveState> both = registry.Capture();
        await store.SaveAsync("", new SloStoreBatch(both), TestContext.Current.CancellationToken);
        Count(registry.Get("a"), 200);
        await store.SaveAsync(
            "", new SloStoreBatch(registry.Capture(both.Select(state => state.ToMark()))), TestContext.Current.CancellationToken);

        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", path, "--format", "json");

        JsonElement objective = JsonDocument.Parse(run.Output).RootElement.GetProperty("objectives")[0];
        Assert.Equal(events, objective.GetProperty("goodEvents").GetInt64());

        void Count(SloTracker tracker, long good)
        {
            tracker.Record(good, 0);
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
        }
    }

    [Fact]
    public async Task Replay_OfAFile_IsThatOfItsExport()
    {
        await WriteAsync();
        var csv = _folder.Write("a.csv", (await ToolRun.Of("export", "--state", Database)).Output);

        ToolRun file = await ToolRun.Of("replay", "--slo", _definitions, "--state", Database);

        Assert.Equal(0, file.Code);
        Assert.Equal(file, await ToolRun.Of("replay", "--slo", _definitions, "--trace", csv));
    }

    [Fact]
    public async Task Sets_AreReadByName()
    {
        await WriteAsync("shop");
        Assert.Equal(0, (await ToolRun.Of("export", "--state", Database)).Code);
        await StateFiles.WriteAsync(Database, Cli.Definitions.DefinitionFile.Read(_definitions, "a"), 10, "other");

        ToolRun run = await ToolRun.Of("export", "--state", Database);

        Assert.Equal(2, run.Code);
        Assert.Contains("'shop', 'other'", run.Error, StringComparison.Ordinal);
        Assert.True((await ToolRun.Of("export", "--state", Database, "--set", "shop")).Lines.Count > (await ToolRun.Of("export", "--state", Database, "--set", "other")).Lines.Count);
    }

    [Fact]
    public async Task Export_OfSeveral_WritesAFileForEach()
    {
        Directory.CreateDirectory(_folder.PathOf("out"));
        const string History = """{"name":"a","asOf":"2025-03-01T00:02:00Z","from":[1740787200,1740787260.5],"to":[1740787260,1740787320],"good":[1,2],"bad":[0,1]}""";
        using Listener app = new(request => request.Url!.AbsolutePath.EndsWith("/history", StringComparison.Ordinal) ? History : """{"slos":[]}""");

        Assert.Equal(0, (await ToolRun.Of("export", "--url", app.Address, "--name", "a", "--name", "b", "--folder", _folder.PathOf("out"))).Code);

        Assert.Equal(["a.csv", "b.csv"], Directory.GetFiles(_folder.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("timestamp,good,total\n1740787200,1,1\n1740787260,2,3\n1740787320,,\n", File.ReadAllText(_folder.PathOf("out/a.csv")));
        ToolRun several = await ToolRun.Of("export", "--url", app.Address, "--name", "a", "--name", "b");
        Assert.Equal((2, ""), (several.Code, several.Output));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"from":[1],"to":[1],"good":[0],"bad":[0]}""")]
    [InlineData("""{"from":[1],"to":[2],"good":[-1],"bad":[0]}""")]
    [InlineData("""{"from":[1,2],"to":[2],"good":[1],"bad":[0]}""")]
    [InlineData("""{"from":[1e300],"to":[2e300],"good":[1],"bad":[0]}""")]
    public async Task Export_OfAnAnswerThatIsNone_Is3(string answer)
    {
        using Listener app = new(200, answer);

        ToolRun run = await ToolRun.Of("export", "--url", app.Address, "--name", "a");

        Assert.Equal((3, ""), (run.Code, run.Output));
    }

    // While the app did not run nothing was evaluated, and the budget knows it.
    [Fact]
    public async Task Replay_OfATraceWithAGap_PassesOverIt()
    {
        const string Rows = "timestamp,good,total\n1740787200,9,10\n1740787260,,\n1740794400,9,10\n";
        var gap = _folder.Write("gap.csv", Rows);
        var none = _folder.Write("none.csv", Rows.Replace("1740787260,,\n", "", StringComparison.Ordinal));

        Assert.Equal(new[] { 1740787260L }.Concat(Enumerable.Range(0, 361).Select(minute => 1740794400L + (60 * minute))), await StepsAsync(gap));
        Assert.Equal(Enumerable.Range(1, 480).Select(minute => 1740787200L + (60 * minute)), await StepsAsync(none));
    }

    private async Task<IEnumerable<long>> StepsAsync(string trace) =>
        (await ToolRun.Of("replay", "--slo", _definitions, "--trace", trace, "--format", "jsonl")).Lines
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("t").GetInt64());

    private Task WriteAsync(string set = "") => StateFiles.WriteAsync(Database, Cli.Definitions.DefinitionFile.Read(_definitions, "a"), 120, set);
}
