using System.Globalization;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Replay;

public sealed class ReplayVerbTests
{
    private const string Checkout = """ "checkout": { "TargetPercent": 99.9, "UnobservedTime": "Exclude" } """;

    [Theory]
    [InlineData("table", "ReplayTable")]
    [InlineData("json", "ReplayJson")]
    public async Task Replay_OfABadDay_SaysWhatWasApproved(string format, string approved)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("day.csv", MadeTrace.BadDay), "--format", format);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Null(Approval.Difference(run.Output, "tests", "Slo.Cli.Tests", "Replay", approved + ".approved.txt"));
    }

    [Theory]
    [InlineData("table", "WhatIfTable")]
    [InlineData("json", "WhatIfJson")]
    public async Task Replay_WithWhatIf_SaysWhatWasApprovedSideBySide(string format, string approved)
    {
        using TestFolder folder = new();
        var others = folder.Definitions(""" "naive": { "TargetPercent": 99.9, "Rules": [ { "BurnRate": 1, "Long": "5m", "Short": "5m" } ] } """, "naive.json");

        ToolRun run = await ToolRun.Of(
            "replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("day.csv", MadeTrace.BadDay), "--format", format,
            "--what-if", "target=99", "--what-if", $"rules={others}#naive");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Null(Approval.Difference(run.Output, "tests", "Slo.Cli.Tests", "Replay", approved + ".approved.txt"));
    }

    // Restarted in the middle of an incident, of a hold and of a calendar period, nothing is forgotten and nothing told twice.
    [Theory]
    [InlineData("jsonl", "7m", "")]
    [InlineData("json", "1m", "")]
    [InlineData("table", "6h", "")]
    [InlineData("json", "10m", ""","Period": "1d", "Calendar": true, "Rules": [ { "BurnRate": 2, "Long": "1h", "Hold": "5m", "KeepFiring": "20m" }, { "SilenceAfter": "10m" } ]""")]
    [InlineData("jsonl", "10m", ""","BudgetingMethod": "Timeslices", "TimesliceWindow": "5m", "TimesliceTargetPercent": 98, "Period": "1d" """)]
    public async Task Replay_WithRestarts_IsThatWithout(string format, string every, string keys)
    {
        using TestFolder folder = new();
        var definitions = folder.Definitions($$""" "checkout": { "TargetPercent": 99.9 {{keys}} } """);
        string[] line = ["replay", "--slo", definitions, "--trace", folder.Write("day.csv", MadeTrace.BadDay), "--format", format];

        ToolRun lasting = await ToolRun.Of(line);
        ToolRun restarted = await ToolRun.Of([.. line, "--restart-every", every]);

        Assert.Equal((0, lasting.Output), (restarted.Code, restarted.Output));
        Assert.Equal("", restarted.Error);
    }

    [Fact]
    public async Task Replay_AsLines_SaysOneLineAStepFromAfterTheFirstRowToSixHoursAfterTheLast()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("day.csv", MadeTrace.BadDay), "--format", "jsonl");

        Assert.Equal(1439 + 360, run.Lines.Count);
        Assert.Equal((MadeTrace.Start + 60, MadeTrace.Start + (1439 * 60) + (6 * 3600)), (Time(run.Lines[0]), Time(run.Lines[^1])));
        string[] shown = [run.Lines[0], run.Lines[722], run.Lines[^1]];
        Assert.Null(Approval.Difference(string.Join('\n', shown), "tests", "Slo.Cli.Tests", "Replay", "StepLines.approved.txt"));
    }

    [Fact]
    public async Task Replay_OfAShortPeriod_KeepsTheLongerWindowsToo()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of(
            "replay", "--slo", folder.Definitions(""" "quick": { "TargetPercent": 99, "Period": "10m" } """),
            "--trace", folder.Write("day.csv", MadeTrace.BadDay), "--format", "jsonl", "--rule-names", "page");

        using var last = JsonDocument.Parse(run.Lines[^1]);
        JsonElement counts = last.RootElement.GetProperty("counts");
        Assert.Equal((1000 + 360, 144_000), (counts.GetProperty("1d")[0].GetInt32(), counts.GetProperty("3d")[1].GetInt32()));
        Assert.Equal((0, JsonValueKind.Null), (counts.GetProperty("10m")[1].GetInt32(), last.RootElement.GetProperty("compliance").ValueKind));
        Assert.False(last.RootElement.GetProperty("firing").GetProperty("page").GetBoolean());
    }

    [Fact]
    public async Task Replay_OfACalendarMonth_StartsOverWithTheMonth()
    {
        using TestFolder folder = new();
        var trace = "timestamp,good,total\n1769903940,0,10\n1769904060,5,5\n";

        ToolRun run = await ToolRun.Of(
            "replay", "--slo", folder.Definitions(""" "month": { "TargetPercent": 99, "Period": "1M" } """), "--trace", folder.Write("t.csv", trace), "--format", "jsonl");

        using var last = JsonDocument.Parse(run.Lines[^1]);
        Assert.Equal("[0,5]", last.RootElement.GetProperty("counts").GetProperty("period").GetRawText());
        Assert.Equal("[10,15]", last.RootElement.GetProperty("counts").GetProperty("1d").GetRawText());
        Assert.Equal(1, last.RootElement.GetProperty("compliance").GetDouble());
    }

    // Rows between steps belong to the windows that begin with them; a long step changes what is printed, not what is counted.
    [Theory]
    [InlineData("1m")]
    [InlineData("1h")]
    public async Task Replay_OfRowsBetweenSteps_CountsThemAtTheirTime(string step)
    {
        using TestFolder folder = new();
        var trace = "timestamp,good,total\n" + string.Concat(Enumerable.Range(0, 7200).Select(i => FormattableString.Invariant($"{MadeTrace.Start + (10 * i)},1,1\n")));

        ToolRun run = await ToolRun.Of("replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("t.csv", trace), "--step", step, "--format", "jsonl");

        var noon = run.Lines.Single(line => Time(line) == MadeTrace.Start + (12 * 3600));
        Assert.Contains("\"5m\":[0,30],\"30m\":[0,180],\"1h\":[0,360],", noon, StringComparison.Ordinal);
    }

    // One bad event of a hundred in the first minute: ten times the budget of what was seen, and nothing of thirty days.
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("exclude", null, false)]
    [InlineData(null, "Exclude", false)]
    [InlineData("assume-good", "Exclude", true)]
    public async Task Replay_OfTheFirstMinute_ReadsUnobservedTimeAsToldOrAsTheObjectiveSays(string? told, string? declared, bool isLeft)
    {
        using TestFolder folder = new();
        var definitions = folder.Definitions($$""" "a": { "TargetPercent": 99.9{{(declared is null ? "" : $", \"UnobservedTime\": \"{declared}\"")}} } """);

        ToolRun run = await ToolRun.Of(
            ["replay", "--slo", definitions, "--trace", folder.Write("t.csv", MadeTrace.Csv(1, _ => 1)), "--format", "json", .. told is null ? [] : (string[])["--unobserved", told]]);

        Assert.Equal((0, ""), (run.Code, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(isLeft, json.RootElement.GetProperty("worstErrorBudgetRemainingRatio").GetDouble() > 0);
    }

    [Fact]
    public async Task Replay_OfGaps_NotesThem()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("t.csv", "timestamp,good,total\n1767225600,1,1\n1767232801,1,1\n"));

        Assert.Equal(0, run.Code);
        Assert.Equal("note: the trace has 1 gap of more than 1h without a row, the longest 2h1s after 2026-01-01 00:00:00 UTC: no row means no events\n", run.Error);
    }

    [Fact]
    public async Task Replay_OfTimesFarApart_IsRefusedInsteadOfEndless()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("t.csv", "timestamp,good,total\n1,1,1\n1767232801,1,1\n"), "--step", "1s");

        Assert.Equal(1, run.Code);
        Assert.Contains("look for a wrong timestamp", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("target=100", "leaves no error budget")]
    [InlineData("target=x", "must be target=PERCENT")]
    [InlineData("window=7d", "must be target=PERCENT")]
    [InlineData("rules=absent.json", "absent.json")]
    public async Task WhatIf_ThatSaysNothing_IsAUsageFault(string change, string fault)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("replay", "--slo", folder.Definitions(Checkout), "--trace", folder.Write("t.csv", "timestamp,good,total\n1,1,1\n"), "--what-if", change);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAMonthOfMinutes_TakesLessThanFiveSecondsOfProcessorTime()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        using TestFolder folder = new();
        var trace = folder.Write("month.csv", MadeTrace.Csv(30 * 1440, minute => minute % 997 == 0 ? 50 : 0));

        // The shell's "times" says what its children used: two minutes and seconds, user and system.
        ToolRun run = await ToolRun.OfShell($"{ToolRun.Quoted} replay --slo '{folder.Definitions(Checkout)}' --trace '{trace}' --format jsonl && times");

        string[] times = [.. run.Lines[^1].Split(' ')];
        Assert.Equal((30 * 1440) - 1 + 360 + 2, run.Lines.Count);
        TestContext.Current.TestOutputHelper!.WriteLine(run.Lines[^1]);
        Assert.InRange(times.Sum(Seconds), 0.01, 5);
    }

    private static double Seconds(string time) => time.TrimEnd('s').Split('m') is [var minutes, var seconds]
        ? (60 * double.Parse(minutes, CultureInfo.InvariantCulture)) + double.Parse(seconds, CultureInfo.InvariantCulture)
        : throw new FormatException(time);

    private static long Time(string line) => JsonDocument.Parse(line).RootElement.GetProperty("t").GetInt64();
}
