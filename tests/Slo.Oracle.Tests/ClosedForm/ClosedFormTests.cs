using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>Arithmetic of the SRE workbook, OpenSLO and the burn-rate article, each case through production code.</summary>
public sealed class ClosedFormTests
{
    private static readonly Dictionary<string, Action<ClosedFormCase>> Judges = new(StringComparer.Ordinal)
    {
        ["burn-table"] = BudgetCases.BurnTable,
        ["exhaustion"] = BudgetCases.Exhaustion,
        ["budget-left"] = BudgetCases.BudgetLeft,
        ["five-minute-outage"] = BudgetCases.FiveMinuteOutage,
        ["low-traffic"] = BudgetCases.LowTraffic,
        ["downtime"] = BudgetCases.Downtime,
        ["aggregation"] = AggregationCases.Aggregation,
        ["burn-for-budget"] = RuleCases.BurnForBudget,
        ["detection-time"] = RuleCases.DetectionTime,
        ["reset-time"] = RuleCases.ResetTime,
    };

    [Fact]
    public void Cases_OfEveryKind_AreTheOnesJudgedHere()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");

        Assert.Equal(Judges.Keys.Order(), Read().Select(item => item.Kind).Distinct().Order());
    }

    [Fact]
    public void Cases_ThroughProductionCode_GiveTheExpectedValues()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");

        Assert.All(Read(), item =>
        {
            Judges[item.Kind](item);
            item.AssertAllAsked();
        });
    }

    private static List<ClosedFormCase> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Oracle.PathOf("closed_form", "cases.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => new ClosedFormCase(item.Clone()))];
    }
}
