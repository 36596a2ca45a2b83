using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>docs/approaches.md beside the tool: the definitions of the page, simulated.</summary>
public sealed partial class ApproachesPageTests
{
    private static readonly DocPage Page = DocPage.Read("approaches.md");
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Approach_InATotalOutage_HasTheNumbersOfThePage(int approach)
    {
        using TestFolder folder = new();
        var file = folder.Write("approaches.json", Definitions().Match(Page.Text).Groups["json"].Value);

        ToolRun run = await ToolRun.Of("simulate", "--slo", file, "--name", $"approach-{approach}", "--duration", "2h", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        SimulatedRow[] rules = [.. json.RootElement.GetProperty("rules").EnumerateArray().Select(SimulatedRow.Of)];
        DocRow[] rows = [.. Page.Table("Rule by rule").Where(row => row.Count("approach") == approach)];
        Assert.Equal(rules.Length, rows.Length);
        Assert.All(rules.Zip(rows), pair => AssertShows(pair.Second, pair.First));
        AssertShows(Page.Table("Approach by approach").Single(row => row.Count("approach") == approach), rules, approach == 3 ? TimeSpan.FromHours(1) : TimeSpan.Zero);
    }

    private static void AssertShows(DocRow row, SimulatedRow rule)
    {
        Assert.Equal(row["rule"], FormattableString.Invariant($"{rule.Severity} at {rule.Factor:0.####}x over {rule.Long}/{rule.Short}"));
        row.Shows("fires from % bad", 100 * rule.Threshold);
        row.Shows("least budget %", 100 * rule.BudgetFraction);
        row.Shows("detection", rule.Detection);
        row.Shows("fired after", rule.Fired);
        row.Shows("budget spent %", 100 * rule.Spent);
        row.Shows("reset", rule.Reset);
        row.Shows("ended after", rule.Ended);
    }

    private static void AssertShows(DocRow row, SimulatedRow[] rules, TimeSpan hold)
    {
        TimeSpan detection = rules.Min(rule => rule.Detection);
        var least = rules.Min(rule => rule.BudgetFraction + (rule.Factor * (hold / Period)));
        row.Shows("detection", detection);
        row.Shows("budget spent %", 100 * 1000 * (detection / Period));
        row.Shows("reset", rules.Max(rule => rule.Reset));
        row.Shows("least budget %", 100 * least);
        row.Shows("alerts a day", Day / Period / least);
        row.Shows("no alert below", rules.Min(rule => rule.Factor));
        row.Shows("budget lasts", Period / rules.Min(rule => rule.Factor));
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Definitions();

    /// <summary>What the tool says of a rule.</summary>
    private sealed record SimulatedRow(
        string Severity, string Long, string Short, double Factor, double Threshold, double BudgetFraction, double Spent, TimeSpan Detection, TimeSpan Fired,
        TimeSpan Reset, TimeSpan Ended)
    {
        internal static SimulatedRow Of(JsonElement rule)
        {
            return new(
                Text("severity"), Text("long"), Text("short"), Number("factor"), Number("thresholdRatio"), Number("budgetFraction"), Number("budgetSpentRatioWhenFired"),
                Time("firesAfterSecondsByFormula"), Time("firesAfterSeconds"), Time("resetsAfterSecondsByFormula"), Time("resetsAfterSeconds"));

            string Text(string member) => rule.GetProperty(member).GetString()!;
            double Number(string member) => rule.GetProperty(member).GetDouble();
            TimeSpan Time(string member) => TimeSpan.FromSeconds(Number(member));
        }
    }
}
