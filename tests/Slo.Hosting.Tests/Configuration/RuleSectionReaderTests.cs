using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class RuleSectionReaderTests
{
    private const string Path = "objective 'checkout': Slo:Objectives:checkout:";

    public static TheoryData<string, string[]> Faults => new()
    {
        { """{ "BurnRate": 2 }""", [Path + "Rules:0: a rule with BurnRate requires Long, for example 1h"] },
        { """{ "ErrorPercent": 2, "Long": "1h" }""",
            [Path + "Rules:0:Long '1h': goes with BurnRate or BudgetPercent, not with ErrorPercent; leave it out", Path + "Rules:0: a rule with ErrorPercent requires Window, for example 1h"] },
        { """{ "SilenceAfter": "10m", "Window": "1h", "MinimumEvents": 5, "Confidence": 0.9 }""",
            [
                Path + "Rules:0:Window '1h': goes with ErrorPercent, not with SilenceAfter; leave it out",
                Path + "Rules:0:MinimumEvents '5': goes with BurnRate or BudgetPercent or ErrorPercent, not with SilenceAfter; leave it out",
                Path + "Rules:0:Confidence '0.9': goes with BurnRate or BudgetPercent or ErrorPercent, not with SilenceAfter; leave it out",
            ] },
        { """{ "BudgetRemainingPercent": "a quarter", "Hold": "5" }""",
            [
                Path + "Rules:0:Hold '5': is not a duration; write a number and a unit (w, d, h, m, s, ms), for example 28d, 1h30m or 300ms",
                Path + "Rules:0:BudgetRemainingPercent 'a quarter': is not a number; write digits with a decimal point, for example 99.9",
            ] },
        { """{ "BudgetRemainingPercent": 100 }""",
            ["objective 'checkout': rule 'page with less than 100 % of the budget left': the share of budget left 1 must be from 0 to below 1, for example 0.25 for 25 %"] },
        { """{ "ExhaustionWithin": "31d", "CoolDown": "8d" }""",
            [
                "objective 'checkout': rule 'page when the budget ends within 31d': the time must be above 0 and at most the period 30d, for example 3d",
                "objective 'checkout': rule 'page when the budget ends within 31d': cool-down 8d must be from 0 to 7d",
            ] },
        { """{ "ErrorPercent": 120, "Window": "1h", "MinimumBadEvents": "few", "Confidence": 0.3 }""",
            [
                Path + "Rules:0:MinimumBadEvents 'few': is not a whole number; write digits only, for example 50",
                "objective 'checkout': rule 1h/1h: error ratio 1.2 must be above 0 and at most 1, for example 0.01 for 1 %",
                "objective 'checkout': rule 1h/1h: confidence 0.3 must be from 0.5 to below 1, for example 0.95",
            ] },
    };

    [Fact]
    public void Rules_OfEveryKind_AreReadAsWritten()
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective("""
            "TargetPercent": 99,
            "Rules": [
              { "BurnRate": 14.4, "Long": "1h", "MinimumEvents": 100, "MinimumBadEvents": 5, "Confidence": 0.95, "Hold": "2m" },
              { "Severity": "Ticket", "ErrorPercent": 2.5, "Window": "10m", "Comparison": "Above", "KeepFiring": "15m" },
              { "Severity": "Ticket", "BudgetRemainingPercent": 25, "CoolDown": "1d" },
              { "ExhaustionWithin": "3d" },
              { "SilenceAfter": "10m", "Hold": "1m" }
            ]
            """)));

        Assert.Equal(
            [
                "page at 14.4x over 1h/5m", "ticket at 2.5x over 10m/10m", "ticket with less than 25 % of the budget left",
                "page when the budget ends within 3d", "page after 10m without events",
            ],
            objective.Rules.Select(rule => rule.ToString()));
        Assert.Equal(
            [
                new AlertRuleSettings { MinimumBadEvents = 5, Confidence = 0.95m, Hold = TimeSpan.FromMinutes(2) },
                new AlertRuleSettings { KeepFiring = TimeSpan.FromMinutes(15) },
                new AlertRuleSettings { CoolDown = TimeSpan.FromDays(1) },
                AlertRuleSettings.None,
                new AlertRuleSettings { Hold = TimeSpan.FromMinutes(1) },
            ],
            objective.Rules.Select(rule => rule.Settings));
        Assert.Equal(100, objective.BurnRateRules[0].MinimumEvents);
        Assert.Equal(ThresholdComparison.Above, objective.BurnRateRules[1].Comparison);
    }

    [Fact]
    public void Rules_OfOtherKindsOnly_LeaveTheDefaultBurnRates()
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective(""" "TargetPercent": 99.9, "Rules": [ { "SilenceAfter": "10m" } ] """)));

        Assert.Equal([14.4m, 6m, 3m, 1m], objective.BurnRateRules.Select(rule => rule.Factor));
        Assert.IsType<SilenceRule>(objective.Rules[^1]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rule_WithFaults_SaysAllOfThem(string rule, string[] faults) =>
        Assert.Equal(faults, await SloHost.FaultsAsync(SloHost.Objective($"\"TargetPercent\": 99, \"Rules\": [ {rule} ]")));

    [Fact]
    public async Task Annotations_AreReadAndLinksGivenTwiceRefused()
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective("""
            "TargetPercent": 99, "Runbook": "https://wiki.example/checkout", "Dashboard": "https://graphs.example/7", "Annotations": { "channel": "#shop" }
            """)));

        Assert.Equal(
            ["channel=#shop", "dashboard_url=https://graphs.example/7", "runbook_url=https://wiki.example/checkout"],
            objective.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            [Path + "Dashboard 'https://b.example': cannot be combined with Annotations:dashboard_url; keep one"],
            await SloHost.FaultsAsync(SloHost.Objective(
                """ "TargetPercent": 99, "Dashboard": "https://b.example", "Annotations": { "dashboard_url": "https://a.example" } """)));
    }
}
