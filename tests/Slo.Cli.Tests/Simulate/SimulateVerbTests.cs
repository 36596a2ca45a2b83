using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Simulate;

public sealed class SimulateVerbTests
{
    [Theory]
    [InlineData("table", "SimulateTable")]
    [InlineData("json", "SimulateJson")]
    public async Task Simulate_OfATotalOutage_SaysWhatWasApproved(string format, string approved)
    {
        ToolRun run = await ToolRun.Of("simulate", "--target", "99.9", "--duration", "10m", "--format", format);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Null(Approval.Difference(run.Output, "tests", "Slo.Cli.Tests", "Simulate", approved + ".approved.txt"));
    }

    // Evaluated every second; where an old edge lies inside a slice, a thousandth of its window around it.
    [Theory]
    [InlineData("99.9", "30d", "10", "1h")]
    [InlineData("99.9", "7d", "100", "5m")]
    [InlineData("99.5", "28d", "50", "3h")]
    [InlineData("99", "1h", "30", "20m")]
    public async Task Simulate_BesideTheFormula_AgreesWithinASecondAndASlice(string target, string period, string bad, string duration)
    {
        ToolRun run = await ToolRun.Of("simulate", "--target", target, "--period", period, "--bad-percent", bad, "--duration", duration, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        var fired = 0;
        foreach (JsonElement rule in json.RootElement.GetProperty("rules").EnumerateArray())
        {
            JsonElement formula = rule.GetProperty("firesAfterSecondsByFormula");
            if (formula.ValueKind == JsonValueKind.Null || formula.GetDouble() > json.RootElement.GetProperty("durationSeconds").GetDouble())
            {
                Assert.Equal(JsonValueKind.Null, rule.GetProperty("firesAfterSeconds").ValueKind);
                continue;
            }

            fired++;
            AssertNear(rule, "firesAfterSeconds", Seconds(rule, "long") / 1000);
            AssertNear(rule, "resetsAfterSeconds", Seconds(rule, "short") / 1000);
        }

        Assert.NotEqual(0, fired);
    }

    // Every setting that delays a rule, and slices, at which alone a sliced budget changes.
    [Theory]
    [InlineData("ts", "10m", "100", 120.0, 300.0)]
    [InlineData("ts", "90s", "100", 120.0, 330.0)]
    [InlineData("ts", "2h30s", "6", 120.0, 270.0)]
    [InlineData("ts", "1h", "4", null, null)]
    [InlineData("above", "10m", "100", 180.0, 180.0)]
    [InlineData("ratio", "10m", "50", 180.0, 180.0)]
    [InlineData("hold", "10m", "100", 351.84, 895.68)]
    [InlineData("hold", "90s", "100", 351.84, 895.68)]
    [InlineData("hold", "1h", "5", 1336.8, 813.6)]
    [InlineData("hold", "52s", "1.5", null, null)]
    [InlineData("kolkata", "5h", "100", 3600.0, 3600.0)]
    public async Task Simulate_WithHoldsAndSlices_AgreesWithTheFormulaToTheSecond(string name, string duration, string bad, double? fires, double? resets)
    {
        using TestFolder folder = new();
        var file = folder.Definitions("""
            "ts": { "TargetPercent": 99, "Period": "7d", "BudgetingMethod": "Timeslices", "TimesliceWindow": "1m", "TimesliceTargetPercent": 95,
              "Rules": [ { "Severity": "Page", "BurnRate": 2, "Long": "1h", "Short": "5m" } ] },
            "above": { "TargetPercent": 99, "Period": "7d", "BudgetingMethod": "Timeslices", "TimesliceWindow": "1m", "TimesliceTargetPercent": 95,
              "Rules": [ { "Severity": "Page", "BurnRate": 40, "Long": "5m", "Short": "5m", "Comparison": "Above" } ] },
            "ratio": { "TargetPercent": 99, "Period": "7d", "BudgetingMethod": "RatioTimeslices", "TimesliceWindow": "1m",
              "Rules": [ { "Severity": "Page", "BurnRate": 23, "Long": "5m", "Short": "5m" } ] },
            "kolkata": { "TargetPercent": 99, "Period": "1d", "Calendar": true, "TimeZone": "Asia/Kolkata", "BudgetingMethod": "RatioTimeslices", "TimesliceWindow": "1h",
              "Rules": [ { "Severity": "Page", "BurnRate": 2, "Long": "6h", "Short": "1h" } ] },
            "hold": { "TargetPercent": 99.9, "Rules": [ { "Severity": "Page", "BurnRate": 14.4, "Long": "1h", "Short": "5m", "Hold": "5m", "KeepFiring": "10m" } ] }
            """);
        foreach (var isCold in (bool[])[false, true])
        {
            ToolRun run = await ToolRun.Of(
                ["simulate", "--slo", file, "--name", name, "--duration", duration, "--bad-percent", bad, "--format", "json", .. isCold ? ["--cold"] : Array.Empty<string>()]);

            using var json = JsonDocument.Parse(run.Output);
            JsonElement rule = json.RootElement.GetProperty("rules")[0];
            Assert.Equal(isCold, json.RootElement.GetProperty("isCold").GetBoolean());
            AssertNear(fires, Number(rule, "firesAfterSecondsByFormula"), 1e-6);
            AssertNear(resets, Number(rule, "resetsAfterSecondsByFormula"), 1e-6);
            AssertNear(fires, Number(rule, "firesAfterSeconds"), 1);
            AssertNear(resets, Number(rule, "resetsAfterSeconds"), 1);
        }
    }

    // With unobserved time counted as good a start changes nothing; with the events alone a rule fires at the first evaluation.
    [Theory]
    [InlineData("AssumeGood", "Occurrences", "100", 51.84, 295.68)]
    [InlineData("AssumeGood", "Occurrences", "2", 2592.0, 84.0)]
    [InlineData("AssumeGood", "Timeslices", "100", 60.0, 300.0)]
    [InlineData("AssumeGood", "RatioTimeslices", "2", 2640.0, 120.0)]
    [InlineData("Exclude", "Occurrences", "100", 1.0, 295.68)]
    [InlineData("Exclude", "Occurrences", "2", 1.0, 84.0)]
    [InlineData("Exclude", "Occurrences", "1.4", null, null)]
    [InlineData("Exclude", "Timeslices", "100", 60.0, 300.0)]
    [InlineData("Exclude", "RatioTimeslices", "2", 60.0, 120.0)]
    public async Task Simulate_FromAColdStart_AgreesWithTheFormulaOfTheReading(string reading, string method, string bad, double? fires, double? resets)
    {
        using TestFolder folder = new();
        var slices = method switch
        {
            "Occurrences" => "",
            "Timeslices" => """ "TimesliceWindow": "1m", "TimesliceTargetPercent": 95, """,
            _ => """ "TimesliceWindow": "1m", """,
        };
        var file = folder.Definitions($$"""
            "a": { "TargetPercent": 99.9, "UnobservedTime": "{{reading}}", "BudgetingMethod": "{{method}}", {{slices}}
              "Rules": [ { "Severity": "Page", "BurnRate": 14.4, "Long": "1h", "Short": "5m" } ] }
            """);

        ToolRun run = await ToolRun.Of("simulate", "--slo", file, "--cold", "--duration", "1h", "--bad-percent", bad, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        JsonElement rule = json.RootElement.GetProperty("rules")[0];
        AssertNear(fires, Number(rule, "firesAfterSecondsByFormula"), 1e-6);
        AssertNear(resets, Number(rule, "resetsAfterSecondsByFormula"), 1e-6);
        AssertNear(fires, Number(rule, "firesAfterSeconds"), 1);
        AssertNear(resets, Number(rule, "resetsAfterSeconds"), 1);
    }

    // Good events outweigh the bad ones of a short outage before its end leaves the short window.
    [Fact]
    public async Task Simulate_OfAShortOutageThatIsWithoutHistory_ResetsWhenItIsOutweighed()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "a": { "TargetPercent": 90, "UnobservedTime": "Exclude", "Rules": [ { "Severity": "Page", "BurnRate": 5, "Long": "1h", "Short": "5m" } ] } """);

        ToolRun run = await ToolRun.Of("simulate", "--slo", file, "--cold", "--duration", "30s", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        JsonElement rule = json.RootElement.GetProperty("rules")[0];
        AssertNear(30, Number(rule, "resetsAfterSecondsByFormula"), 1e-6);
        AssertNear(30, Number(rule, "resetsAfterSeconds"), 1);
    }

    [Fact]
    public async Task Simulate_OfNothingBad_FiresNothing()
    {
        ToolRun run = await ToolRun.Of("simulate", "--target", "99.9", "--bad-percent", "0", "--duration", "1h", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(0, json.RootElement.GetProperty("budgetSpentRatio").GetDouble());
        Assert.All(json.RootElement.GetProperty("rules").EnumerateArray(), rule => Assert.Equal(JsonValueKind.Null, rule.GetProperty("firesAfterSeconds").ValueKind));
    }

    // The Backyards article's outage: five minutes spend 11.57 % of thirty days; a three-day rule without control window fires on for three days.
    [Fact]
    public async Task Simulate_WithoutControlWindow_FiresUntilTheLongWindowIsPast()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "naive": { "TargetPercent": 99.9, "Rules": [ { "Severity": "Ticket", "BurnRate": 1, "Long": "3d", "Short": "3d" } ] } """);

        ToolRun run = await ToolRun.Of("simulate", "--slo", file, "--duration", "5m", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(0.1157, json.RootElement.GetProperty("budgetSpentRatio").GetDouble(), 0.0001);
        Assert.InRange(Seconds(json.RootElement.GetProperty("rules")[0].GetProperty("resetsAfterSeconds")), (3 * 86400) - 600, 3 * 86400);
    }

    private static void AssertNear(JsonElement rule, string member, double slack)
    {
        var formula = Seconds(rule.GetProperty(member + "ByFormula"));
        Assert.InRange(Seconds(rule.GetProperty(member)), formula - slack - 1, formula + slack + 1);
    }

    private static void AssertNear(double? expected, double? actual, double slack)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } seconds)
        {
            Assert.InRange(actual!.Value, seconds - slack, seconds + slack);
        }
    }

    private static double? Number(JsonElement rule, string member) =>
        rule.GetProperty(member) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static double Seconds(JsonElement value) => value.GetDouble();

    private static double Seconds(JsonElement rule, string window) =>
        SloDuration.TryParse(rule.GetProperty(window).GetString(), out TimeSpan length) ? length.TotalSeconds : throw new FormatException(window);
}
