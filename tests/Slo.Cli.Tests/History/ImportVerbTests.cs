using System.Globalization;
using System.Text.Json;
using Slo.Tests.Replay;
using Xunit;

namespace Slo.Tests.History;

public sealed class ImportVerbTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _definitions;

    public ImportVerbTests() => _definitions = _folder.Definitions(""" "a": { "TargetPercent": 90, "Period": "7d" } """);

    public void Dispose() => _folder.Dispose();

    private SloObjective Objective => Slo.Cli.Definitions.DefinitionFile.Read(_definitions, "a");

    private string Database => _folder.PathOf("slo.db");

    // Each minute has a row: what has none was not observed.
    [Fact]
    public async Task Import_OfATraceWithoutSomeRows_ObservesTheTimeOfTheOthers()
    {
        var trace = string.Join('\n', MadeTrace.Csv(100, minute => minute % 2).TrimEnd().Split('\n').Where((_, line) => line is < 31 or > 50)) + "\n";

        JsonElement done = await ImportedAsync(trace);

        Assert.Equal(80 * 60, done.GetProperty("observedSeconds").GetInt64());
        Assert.Equal((7960, 40), (done.GetProperty("goodEvents").GetInt64(), done.GetProperty("badEvents").GetInt64()));
        Assert.Equal("2026-01-01T01:40:00Z", done.GetProperty("to").GetString());
    }

    [Fact]
    public async Task Import_OfATraceThatNamesItsGaps_ObservesAllOtherTime()
    {
        JsonElement done = await ImportedAsync("timestamp,good,total\n1767225600,1,1\n1767225660,1,1\n1767229200,,\n1767232800,1,1\n1767232860,,\n");

        Assert.Equal(3600 + 60, done.GetProperty("observedSeconds").GetInt64());
    }

    [Fact]
    public async Task Import_WithAStep_ObservesNoMoreOfEachRow()
    {
        JsonElement done = await ImportedAsync(MadeTrace.Csv(10, _ => 0), "--step", "10s");

        Assert.Equal(100, done.GetProperty("observedSeconds").GetInt64());
    }

    [Fact]
    public async Task Import_BeforeALiveHistory_AddsToItAndChangesNothing()
    {
        await StateFiles.WriteAsync(Database, Objective, minutes: 120);
        var before = (await ToolRun.Of("export", "--state", Database)).Output;
        var start = StateFiles.Start.ToUnixTimeSeconds();
        var trace = _folder.Write("t.csv", "timestamp,good,total\n" + Rows(start - 7200, 120) + FormattableString.Invariant($"{start},,\n"));

        Assert.Equal(0, (await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--trace", trace)).Code);

        var after = (await ToolRun.Of("export", "--state", Database)).Output;
        Assert.EndsWith(before[(before.IndexOf('\n', StringComparison.Ordinal) + 1)..], after, StringComparison.Ordinal);
        JsonElement status = await ReportedAsync();
        Assert.Equal(1_200 + (120 * 100), status.GetProperty("goodEvents").GetInt64() + status.GetProperty("badEvents").GetInt64());
        Assert.Equal(240.0 / (7 * 1440), status.GetProperty("coverageRatio").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task Import_OverALiveHistory_IsRefusedOrCut()
    {
        await StateFiles.WriteAsync(Database, Objective, minutes: 120);
        var start = StateFiles.Start.ToUnixTimeSeconds();
        var trace = _folder.Write("t.csv", "timestamp,good,total\n" + Rows(start - 600, 30));
        var before = (await ToolRun.Of("export", "--state", Database)).Output;

        ToolRun refused = await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--trace", trace);

        Assert.Equal(1, refused.Code);
        Assert.Contains("20 rows from 2025-03-01 00:00:00 UTC on overlap", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await ToolRun.Of("export", "--state", Database)).Output);

        ToolRun cut = await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--trace", trace, "--cut");

        Assert.Equal(0, cut.Code);
        Assert.Contains("20 rows from", cut.Error, StringComparison.Ordinal);
        Assert.Equal(before.Split('\n').Length + 10, (await ToolRun.Of("export", "--state", Database)).Output.Split('\n').Length);
    }

    [Theory]
    [InlineData("""{ "TargetPercent": 90, "Period": "7d", "BudgetingMethod": "Timeslices", "TimesliceWindow": "1m", "TimesliceTargetPercent": 90 }""", "by another definition")]
    [InlineData("""{ "TargetPercent": 90, "Period": "1h" }""", "by another definition")]
    public async Task Import_ForAnotherDefinition_IsRefused(string definition, string fault)
    {
        await StateFiles.WriteAsync(Database, Objective, minutes: 120);
        var other = _folder.Definitions($"\"a\": {definition}", "other.json");

        ToolRun run = await ToolRun.Of("import", "--state", Database, "--slo", other, "--trace", _folder.Write("t.csv", "timestamp,good,total\n1000000000,1,1\n"));

        Assert.NotEqual(0, run.Code);
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhereTheWholePeriodIsKept_IsRefused()
    {
        await StateFiles.WriteAsync(Database, Objective, [(TimeSpan.FromDays(4), new(1, 0)), (TimeSpan.FromDays(4), new(1, 0))]);

        ToolRun run = await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--trace", _folder.Write("t.csv", "timestamp,good,total\n1740000000,1,1\n"));

        Assert.Equal(1, run.Code);
        Assert.Contains("whole period", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhileAnAppUsesTheFile_IsRefusedAndReadingIsNot()
    {
        await StateFiles.WriteAsync(Database, Objective, minutes: 120);
        using SqliteSloStore app = new(Database);
        await app.LoadAsync("", TestContext.Current.CancellationToken);

        ToolRun run = await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--trace", _folder.Write("t.csv", "timestamp,good,total\n1740000000,1,1\n"));

        Assert.Equal(2, run.Code);
        Assert.Contains("SLO0901", run.Error, StringComparison.Ordinal);
        Assert.Contains("stop the app", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.Of("export", "--state", Database)).Code);
        Assert.Equal(0, (await ToolRun.Of("report", "--state", Database, "-i", _definitions)).Code);
    }

    [Theory]
    [InlineData("timestamp,good,total\n32503680000,1,1\n", "t.csv(2): timestamp 32503680000 is in the future")]
    [InlineData("timestamp,good,total\n1,,\n", "has no rows")]
    [InlineData("timestamp,good,total\n1,1,\n", "t.csv(2): total ''")]
    [InlineData("timestamp,good,total\n5,1,1\n5,,\n", "t.csv(3): timestamp 5 is also that of line 2")]
    public async Task Trace_ThatIsNone_IsAnErrorAndNothingIsWritten(string csv, string fault)
    {
        ToolRun run = await ToolRun.Of("import", "--state", Database, "--slo", _definitions, "--trace", _folder.Write("t.csv", csv));

        Assert.Equal(1, run.Code);
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task Database_ThatIsNone_IsAnErrorAndIsLeftAsItIs()
    {
        File.WriteAllText(Database, "no database");
        var trace = _folder.Write("t.csv", MadeTrace.Csv(3, _ => 0));
        foreach (string[] arguments in (string[][])[
            ["import", "--slo", _definitions, "--trace", trace], ["export"], ["report", "-i", _definitions], ["check", "-i", _definitions, "--no-data", "pass"],
            ["replay", "--slo", _definitions]])
        {
            ToolRun run = await ToolRun.Of([.. arguments, "--state", Database]);

            Assert.Equal((2, ""), (run.Code, run.Output));
            Assert.Contains("SLO0006", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal("no database", File.ReadAllText(Database));
        Assert.Equal([Database], Directory.GetFiles(Path.GetDirectoryName(Database)!, "slo.db*"));
    }

    private static string Rows(long start, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(minute => string.Create(CultureInfo.InvariantCulture, $"{start + (60 * minute)},9,10\n")));

    private async Task<JsonElement> ImportedAsync(string csv, params string[] more)
    {
        ToolRun run = await ToolRun.Of(
            ["import", "--state", Database, "--slo", _definitions, "--trace", _folder.Write("t.csv", csv), "--format", "json", .. more]);
        Assert.Equal(0, run.Code);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private async Task<JsonElement> ReportedAsync()
    {
        ToolRun run = await ToolRun.Of("report", "--state", Database, "-i", _definitions, "--format", "json");
        Assert.Equal(0, run.Code);
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("objectives")[0];
    }
}
