using Xunit;

namespace Slo.Tests.Replay;

/// <summary><c>slo replay --anomalies</c>: the same outcomes whatever the step is.</summary>
public sealed class ReplayAnomaliesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A page of half an hour lies between two steps. It fires within the first 5 minutes, before there is an observation.
    [Theory]
    [InlineData("1m")]
    [InlineData("1h")]
    [InlineData("6h")]
    public async Task Alert_BetweenTwoSteps_IsFollowed(string step)
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99, "Period": "1h" } """);
        var trace = _folder.Write("t.csv", MadeTrace.Csv(7 * 1440, minute => minute is >= 7330 and < 7360 ? 50 : 0));
        ToolRun run = await ToolRun.Of("replay", "--slo", definitions, "--trace", trace, "--anomalies", "--step", step);

        Assert.Contains(run.Lines, line => line.StartsWith("0 of 1 alert had", StringComparison.Ordinal));
        Assert.Matches(@"bad ratio\s+1\s+1\s+0\s+–\s", run.Output);

        // 50 of 100 events were bad for 30 of 60 minutes, and 60 are allowed.
        Assert.Matches(@"worst budget\s+-2400 %", run.Output);
        Assert.Matches(@"time in violation\s+1h27m", run.Output);
    }

    // For two hours before the page, 2 of 100 events are bad, which 95 % allows.
    [Theory]
    [InlineData("1m")]
    [InlineData("1h")]
    [InlineData("6h")]
    public async Task Alert_BetweenTwoSteps_IsAnnounced(string step)
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 95, "Period": "1h" } """);
        var trace = _folder.Write("t.csv", MadeTrace.Csv(7 * 1440, minute => minute switch { >= 7330 and < 7360 => 50, >= 7200 and < 7330 => 2, _ => 0 }));
        ToolRun run = await ToolRun.Of("replay", "--slo", definitions, "--trace", trace, "--anomalies", "--step", step);

        Assert.Contains(run.Lines, line => line.StartsWith("1 of 1 alert had", StringComparison.Ordinal));
        Assert.Matches(@"bad ratio\s+1\s+1\s+1\s+2h9m\s", run.Output);
    }

    // An app keeps 10 minutes of more than three days ago: they are no bursts, with silence after them.
    [Fact]
    public async Task History_OfAnApp_IsAsItsTrace()
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99 } """);
        var trace = _folder.Write("t.csv", MadeTrace.Csv(10 * 1440, minute => minute is >= 2880 and < 3060 ? 50 : 0));
        ToolRun import = await ToolRun.Of("import", "--slo", definitions, "--state", _folder.PathOf("slo.db"), "--trace", trace);
        ToolRun state = await ToolRun.Of("replay", "--slo", definitions, "--state", _folder.PathOf("slo.db"), "--anomalies");

        Assert.Equal((0, 0), (import.Code, state.Code));
        Assert.Contains("1 episode", state.Lines);
        Assert.Contains(state.Lines, line => line.StartsWith("1 observation of", StringComparison.Ordinal));
        Assert.Matches(@"bad ratio\s+1\s+1\s", state.Output);
    }

    // A restart takes no time: what is unusual after it is what was before it.
    [Fact]
    public async Task Restarts_ChangeNothing()
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99 } """);
        var trace = _folder.Write("t.csv", MadeTrace.Csv(4 * 1440, minute => minute is >= 4450 and < 4480 ? 50 : 0));
        string[] line = ["replay", "--slo", definitions, "--trace", trace, "--anomalies", "--step", "1h"];

        Assert.Equal((await ToolRun.Of(line)).Output, (await ToolRun.Of([.. line, "--restart-every", "12h"])).Output);
    }

    // Slices are of 5 minutes from the first row on: the last one may have time after the trace.
    [Theory]
    [InlineData(2 * 1440)]
    [InlineData((2 * 1440) + 2)]
    [InlineData((2 * 1440) + 4)]
    public async Task EndOfTheTrace_IsNotUnusual(int minutes)
    {
        var definitions = _folder.Definitions(""" "a": { "TargetPercent": 99 } """);
        ToolRun run = await ToolRun.Of(
            "replay", "--slo", definitions, "--trace", _folder.Write("t.csv", MadeTrace.Csv(minutes, _ => 0)), "--anomalies");

        Assert.Contains("nothing unusual", run.Lines);
    }
}
