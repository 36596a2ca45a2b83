using System.Globalization;
using System.Text.Json.Nodes;
using Slo.Cli.Definitions;
using Slo.Cli.Replay;
using Slo.Tests.History;
using Slo.Tests.Replay;
using Xunit;

namespace Slo.Tests.Suggest;

/// <summary><c>slo suggest --trace</c>: suggestions without an app.</summary>
public sealed class SuggestTraceTests : IDisposable
{
    private const string Latencies = """
        "slow": { "TargetPercent": 99, "Period": "1d", "FasterThan": "300ms", "Http": { "Routes": [ "GET /orders" ] } },
        "fast": { "TargetPercent": 99, "Period": "1d", "FasterThan": "100ms", "Http": { "Routes": [ "GET /orders" ] } }
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Thresholds_OfOneIndicator_AreCompared()
    {
        var definitions = _folder.Definitions(Latencies);
        var slow = "slow=" + _folder.Write("slow.csv", MadeTrace.Csv(1440, _ => 0));
        var fast = "FAST=" + _folder.Write("fast=1.csv", MadeTrace.Csv(1440, minute => minute % 4 == 0 ? 1 : 0));

        ToolRun both = await ToolRun.Of("suggest", "--slo", definitions, "--trace", slow, "--trace", fast, "--name", "slow");
        ToolRun alone = await ToolRun.Of("suggest", "-s", definitions, "-t", slow);

        Assert.Equal((0, ""), (both.Code, both.Error));
        Assert.Contains("slow (threshold): Lower the threshold from 300ms to 100ms, in place of another target.", both.Lines);
        Assert.Contains(both.Lines, line => line.StartsWith("    'fast' counts the same events with 100ms: 360 of 144,000 were bad, and 99 % allows 1,440 (25.0 % of the budget)", StringComparison.Ordinal));
        Assert.Contains("""    "slow": { "FasterThan": "100ms" }""", both.Lines);
        Assert.DoesNotContain(both.Lines, line => line.StartsWith("fast", StringComparison.Ordinal));
        Assert.Contains(alone.Lines, line => line.StartsWith("slow (threshold): Lower the threshold of 300ms: measure", StringComparison.Ordinal));
    }

    // The same history in the file of a store and as slo export writes it.
    [Fact]
    public async Task Trace_OfAnExport_GivesWhatTheFileGives()
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 90, "Period": "1d" } """);
        await StateFiles.WriteAsync(
            _folder.PathOf("slo.db"), DefinitionFile.Read(definitions, "a"),
            Enumerable.Range(0, 24 * 60).Select(minute => (TimeSpan.FromMinutes(1), minute is >= 300 and < 310 ? null : (SloEventCounts?)new SloEventCounts(1000, 1))));
        ToolRun export = await ToolRun.Of("export", "--state", _folder.PathOf("slo.db"));
        ToolRun state = await ToolRun.Of("suggest", "--state", _folder.PathOf("slo.db"), "-i", definitions);
        ToolRun trace = await ToolRun.Of("suggest", "--slo", definitions, "--trace", _folder.Write("a.csv", export.Output));

        Assert.Equal((0, 0), (state.Code, trace.Code));
        Assert.Equal("a (target): Raise the target from 90 % to 99.8 %.", state.Lines[0]);
        Assert.Equal(state.Output, trace.Output);
    }

    [Fact]
    public async Task History_ThatIsTooShort_IsNoResult_AndSaysWhatIsMissing()
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99 }, "b": { "TargetPercent": 99 } """);
        var trace = _folder.Write("a.csv", MadeTrace.Csv(1440, _ => 0));
        ToolRun text = await ToolRun.Of("suggest", "--slo", definitions, "--trace", trace, "--name", "a");
        ToolRun json = await ToolRun.Of("suggest", "--slo", definitions, "--trace", "a=" + trace, "--format", "json");
        JsonNode result = JsonNode.Parse(json.Output)!;

        Assert.Equal((3, 3), (text.Code, json.Code));
        Assert.Equal(["The history is too short for suggestions.", "a (too little history): 3.3 % of 30d was observed; 50.0 % is needed, which is 15d."], text.Lines);
        Assert.Equal((0, 0), ((int)result["judged"]!, result["suggestions"]!.AsArray().Count));
        JsonNode missing = Assert.Single(result["missing"]!.AsArray())!;
        Assert.Equal(("a", 0.5), ((string?)missing["objective"], (double)missing["neededRatio"]!));
        Assert.Equal(1 / 30.0, (double)missing["observedRatio"]!, 1e-3);
        Assert.Null(missing["kind"]);
    }

    // The time before counts as the objective says, good, and then 22 % of the budget was spent; or not at all, and then 40 %.
    [Fact]
    public async Task Unobserved_CountsAsGiven()
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99, "Period": "2d" } """);
        var trace = _folder.Write("a.csv", MadeTrace.Csv(1560, minute => minute % 5 < 2 ? 1 : 0));
        ToolRun good = await ToolRun.Of("suggest", "--slo", definitions, "--trace", trace);
        ToolRun excluded = await ToolRun.Of("suggest", "--slo", definitions, "--trace", trace, "--unobserved", "exclude");

        Assert.Contains(good.Lines, line => line.StartsWith("a (too little history): For a higher target: 54.2 % of 2d", StringComparison.Ordinal));
        Assert.DoesNotContain(excluded.Lines, line => line.Contains("For a higher target", StringComparison.Ordinal));
    }

    // Rows are minutes or longer steps; between them nothing happened, unless the trace says that nothing was observed.
    [Fact]
    public void Steps_OfATrace_AreItsRows()
    {
        Trace silent = new([new(0, 5, 1), new(10, 1, 0), new(60, 2, 0), new(120, 3, 0), new(600, 1, 1)]);
        Trace named = new([new(0, 5, 1), new(600, 1, 0), new(1200, 0, 0, IsGap: true), new(3600, 1, 0), new(4200, 0, 0, IsGap: true)]);

        Assert.Equal(["0-60 6/1", "60-120 2/0", "120-180 3/0", "180-600 0/0", "600-660 1/1"], silent.Steps().Select(Line));
        Assert.Equal(["0-600 5/1", "600-1200 1/0", "3600-4200 1/0"], named.Steps().Select(Line));
    }

    [Theory]
    [InlineData("--trace T")]
    [InlineData("--slo S")]
    [InlineData("--url http://localhost:1 --unobserved exclude")]
    [InlineData("--slo S --trace T")]
    [InlineData("--slo S --trace T --name other")]
    [InlineData("--slo S --trace T --trace T --name slow")]
    [InlineData("--slo S --trace slow=T --trace SLOW=T")]
    [InlineData("--slo S --trace other=T")]
    [InlineData("--slo S --trace slow=T --name fast")]
    [InlineData("--slo S --trace slow=missing.csv")]
    [InlineData("--slo missing.json --trace slow=T")]
    [InlineData("--slo S --trace slow=T --url http://localhost:1")]
    [InlineData("--slo S --trace slow=T --state slo.db")]
    public async Task CommandLine_ThatIsNotClear_IsUsage(string line)
    {
        var (definitions, trace) = (_folder.Definitions(Latencies), _folder.Write("t.csv", MadeTrace.Csv(10, _ => 0)));
        ToolRun run = await ToolRun.Of(["suggest", .. line.Replace("T", trace, StringComparison.Ordinal).Replace("S ", definitions + " ", StringComparison.Ordinal).Replace("--slo S", "--slo " + definitions, StringComparison.Ordinal).Split(' ')]);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.NotEqual("", run.Error);
    }

    // Faults of the file, times that cannot be, and numbers that are too large for a table: each is one line, and no stack trace.
    [Theory]
    [InlineData("timestamp,good,total\n1767225600,5,3\n", 1)]
    [InlineData("timestamp,good,total\n0,1,1\n60,1,1\n", 1)]
    [InlineData("timestamp,good,total\n0,1,1\n32503680000,1,1\n", 0)]
    [InlineData("timestamp,good,total\n1767225600,4611686018427387903,4611686018427387903\n1767312000,0,0\n", 0)]
    public async Task Trace_OfAnyNumbers_IsHarmless(string csv, int code)
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99, "Period": "1d", "FasterThan": "1ms" } """);
        ToolRun run = await ToolRun.Of("suggest", "--slo", definitions, "--trace", _folder.Write("t.csv", csv));

        Assert.True(run.Code == code || (code == 0 && run.Code == 3), run.Code.ToString(CultureInfo.InvariantCulture) + run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static string Line(SloHistoryStep step) => FormattableString.Invariant(
        $"{step.From.ToUnixTimeSeconds()}-{step.To.ToUnixTimeSeconds()} {step.Events.Good}/{step.Events.Bad}");
}
