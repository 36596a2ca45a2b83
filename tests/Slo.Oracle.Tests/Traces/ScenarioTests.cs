using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Traces;

/// <summary>Made timelines of which a formula says when an alert begins and ends.</summary>
public sealed class ScenarioTests
{
    private static readonly string[] Known = ["flap-1of12", "outage-5m", "steady-1.44pct"];

    [Fact]
    public void Scenarios_InTheOracle_AreTheOnesPlayedHere()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");

        Assert.Equal(Known, Directory.EnumerateFiles(Oracle.PathOf("closed_form", "scenarios"), "*.csv").Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Theory]
    [InlineData("flap-1of12")]
    [InlineData("outage-5m")]
    [InlineData("steady-1.44pct")]
    public void Rule_OfScenario_HoldsFromAndUntilTheFormulasInstants(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        var csv = Oracle.PathOf("closed_form", "scenarios", name + ".csv");
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(csv, ".meta.json")));
        (AlertRow Alert, JsonElement Firing)[] expected = [.. meta.RootElement.GetProperty("expect").EnumerateArray().Select(Read)];
        AlertRow[] alerts = [.. expected.Select(item => item.Alert), .. AlertSet.Of30Days[0].Rows];
        Scenario scenario = new(Trace.Read(csv));

        List<(long From, long Until)>[] above = scenario.Play(alerts, ThresholdComparison.Above);

        for (var i = 0; i < expected.Length; i++)
        {
            JsonElement firing = expected[i].Firing;
            Assert.Equal(firing.ValueKind == JsonValueKind.Null ? [] : [(firing[0].GetInt64(), firing[1].GetInt64())], above[i]);
        }
    }

    [Fact]
    public void Rule_ExactlyAtItsFactor_HoldsFromTheFirstMinute()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Scenario scenario = new(Trace.Read(Oracle.PathOf("closed_form", "scenarios", "steady-1.44pct.csv")));

        (long From, long Until) held = Assert.Single(scenario.Play(AlertSet.Of30Days[0].Rows, ThresholdComparison.AtOrAbove)[0]);

        Assert.Equal(scenario.Trace.Start + Trace.Minute, held.From);
    }

    [Fact]
    public void Rule_WithFiveBadMinutesAnHour_FlapsEveryHour()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Scenario scenario = new(Trace.Read(Oracle.PathOf("closed_form", "scenarios", "flap-1of12.csv")));

        List<(long From, long Until)> held = scenario.Play(AlertSet.Of30Days[0].Rows, ThresholdComparison.Above)[0];

        Assert.Equal(scenario.BadStretches, held.Count);
        Assert.All(held.Zip(held.Skip(1)), pair => Assert.Equal(3600, pair.Second.From - pair.First.From));
    }

    private static (AlertRow Alert, JsonElement Firing) Read(JsonElement expected)
    {
        TimeSpan longWindow = OracleWindow.Read(expected.GetProperty("long").GetString()!);
        TimeSpan shortWindow = expected.GetProperty("short").GetString() is { } window ? OracleWindow.Read(window) : longWindow;
        return (new AlertRow("page", expected.GetProperty("burn").GetString()!, null, longWindow, shortWindow), expected.GetProperty("firing"));
    }
}
