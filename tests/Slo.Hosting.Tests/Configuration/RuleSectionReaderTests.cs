using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class RuleSectionReaderTests
{
    public static TheoryData<string, string[]> Errors => new()
    {
        { """{ "BurnRate": 2 }""", [$"{SloFindingCodes.Missing} Slo:Objectives:checkout:Rules:0"] },
        { """{ "ErrorPercent": 2, "Long": "1h" }""",
            [$"{SloFindingCodes.NotAllowedHere} Slo:Objectives:checkout:Rules:0:Long", $"{SloFindingCodes.Missing} Slo:Objectives:checkout:Rules:0"] },
        { """{ "SilenceAfter": "10m", "Window": "1h", "MinimumEvents": 5, "Confidence": 0.9 }""",
            [
                $"{SloFindingCodes.NotAllowedHere} Slo:Objectives:checkout:Rules:0:Window",
                $"{SloFindingCodes.NotAllowedHere} Slo:Objectives:checkout:Rules:0:MinimumEvents",
                $"{SloFindingCodes.NotAllowedHere} Slo:Objectives:checkout:Rules:0:Confidence",
            ] },
        { """{ "BudgetRemainingPercent": "a quarter", "Hold": "5" }""",
            [
                $"{SloFindingCodes.InvalidDuration} Slo:Objectives:checkout:Rules:0:Hold",
                $"{SloFindingCodes.InvalidNumber} Slo:Objectives:checkout:Rules:0:BudgetRemainingPercent",
            ] },
        { """{ "BudgetRemainingPercent": 100 }""",
            [$"{SloFindingCodes.OutOfRange} rule 'page with less than 100 % of the budget left'"] },
        { """{ "ExhaustionWithin": "31d", "CoolDown": "8d" }""",
            [
                $"{SloFindingCodes.OutOfRange} rule 'page when the budget ends within 31d'",
                $"{SloFindingCodes.OutOfRange} rule 'page when the budget ends within 31d'",
            ] },
        { """{ "ErrorPercent": 120, "Window": "1h", "MinimumBadEvents": "few", "Confidence": 0.3 }""",
            [
                $"{SloFindingCodes.InvalidNumber} Slo:Objectives:checkout:Rules:0:MinimumBadEvents",
                $"{SloFindingCodes.OutOfRange} rule 1h/1h",
                $"{SloFindingCodes.OutOfRange} rule 1h/1h",
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
    [MemberData(nameof(Errors))]
    public async Task Rule_WithErrors_ReportsAllOfThem(string rule, string[] errors) => Assert.Equal(
        errors,
        (await SloHost.ErrorsAsync(SloHost.Objective($"\"TargetPercent\": 99, \"Rules\": [ {rule} ]")))
            .Select(error => $"{error.Code} {error.Path}"));

    [Fact]
    public async Task Annotations_AreReadAndLinksGivenTwiceRefused()
    {
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective("""
            "TargetPercent": 99, "Runbook": "https://wiki.example/checkout", "Dashboard": "https://graphs.example/7", "Annotations": { "channel": "#shop" }
            """)));

        Assert.Equal(
            ["channel=#shop", "dashboard_url=https://graphs.example/7", "runbook_url=https://wiki.example/checkout"],
            objective.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}").Order(StringComparer.Ordinal));
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync(SloHost.Objective(
            """ "TargetPercent": 99, "Dashboard": "https://b.example", "Annotations": { "dashboard_url": "https://a.example" } """)));
        Assert.Equal((SloFindingCodes.Exclusive, "Slo:Objectives:checkout:Dashboard"), (error.Code, error.Path));
    }
}
