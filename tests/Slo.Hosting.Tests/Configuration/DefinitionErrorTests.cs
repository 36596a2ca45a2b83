using System.Globalization;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class DefinitionErrorTests
{
    public static TheoryData<string, string, string> Errors => new()
    {
        { "\"TargetPercent\": 99, \"Targt\": 99", SloFindingCodes.UnknownField, "Slo:Objectives:checkout:Targt" },
        { "\"TargetPercent\": 99, \"Http\": { \"Path\": \"/\" }", SloFindingCodes.UnknownField, "Slo:Objectives:checkout:Http:Path" },
        { "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"BurnRate\": 2, \"Long\": \"1h\", \"Factor\": 2 } }", SloFindingCodes.UnknownField, "Slo:Objectives:checkout:Rules:fast:Factor" },
        { "\"TargetPercent\": \"99,9\"", SloFindingCodes.InvalidNumber, "Slo:Objectives:checkout:TargetPercent" },
        { "\"TargetPercent\": \"NaN\"", SloFindingCodes.InvalidNumber, "Slo:Objectives:checkout:TargetPercent" },
        { "\"TargetRatio\": \"1_000\"", SloFindingCodes.InvalidNumber, "Slo:Objectives:checkout:TargetRatio" },
        { "\"TargetPercent\": 99, \"Period\": \"28.00:00:00\"", SloFindingCodes.InvalidDuration, "Slo:Objectives:checkout:Period" },
        { "\"TargetPercent\": 99, \"Period\": \"30\"", SloFindingCodes.InvalidDuration, "Slo:Objectives:checkout:Period" },
        { "\"TargetPercent\": 99, \"Period\": \"P28D\"", SloFindingCodes.InvalidDuration, "Slo:Objectives:checkout:Period" },
        { "\"TargetPercent\": 99, \"FasterThan\": \"0.3s\"", SloFindingCodes.InvalidDuration, "Slo:Objectives:checkout:FasterThan" },
        { "\"TargetPercent\": 99, \"Period\": \"0d\"", SloFindingCodes.OutOfRange, "period" },
        { "\"TargetPercent\": 99, \"Period\": \"500d\"", SloFindingCodes.OutOfRange, "period" },
        { "\"TargetPercent\": 99, \"FasterThan\": \"0ms\"", SloFindingCodes.OutOfRange, "latency threshold" },
        { "\"TargetPercent\": 0.999", SloFindingCodes.InvalidTarget, "target" },
        { "\"TargetRatio\": 99.9", SloFindingCodes.InvalidTarget, "target" },
        { "\"TargetPercent\": 100", SloFindingCodes.InvalidTarget, "target" },
        { "\"TargetPercent\": -1", SloFindingCodes.InvalidTarget, "target" },
        { "\"DisplayName\": \"Checkout\"", SloFindingCodes.Missing, "target" },
        { "\"TargetPercent\": 99, \"TargetRatio\": 0.99", SloFindingCodes.Exclusive, "Slo:Objectives:checkout:TargetRatio" },
        { "\"TargetPercent\": 99, \"Period\": \"1M\", \"TimeZone\": \"Europe/Atlantis\"", SloFindingCodes.UnknownTimeZone, "time zone" },
        { "\"TargetPercent\": 99, \"Period\": \"28d\", \"TimeZone\": \"UTC\"", SloFindingCodes.NotAllowedHere, "Slo:Objectives:checkout:Period" },
        { "\"TargetPercent\": 99, \"Period\": \"1M\", \"StartTime\": \"01/02/2026\"", SloFindingCodes.InvalidDateTime, "Slo:Objectives:checkout:StartTime" },
        { "\"TargetPercent\": 99, \"Compact\": \"yes\"", SloFindingCodes.UnknownWord, "Slo:Objectives:checkout:Compact" },
        { "\"TargetPercent\": 99, \"BudgetingMethod\": \"Timeslices\"", SloFindingCodes.Missing, "Slo:Objectives:checkout:BudgetingMethod" },
        { "\"TargetPercent\": 99, \"BudgetingMethod\": \"RatioTimeslices\", \"TimesliceWindow\": \"1m\", \"TimesliceTargetPercent\": 95", SloFindingCodes.Missing, "Slo:Objectives:checkout:BudgetingMethod" },
        { "\"TargetPercent\": 99, \"TimesliceWindow\": \"1m\"", SloFindingCodes.NotAllowedHere, "Slo:Objectives:checkout" },
        { "\"TargetPercent\": 99, \"UnobservedTime\": \"1\"", SloFindingCodes.UnknownWord, "Slo:Objectives:checkout:UnobservedTime" },
        { "\"TargetPercent\": 99, \"BudgetingMethod\": \"Sometimes\"", SloFindingCodes.UnknownWord, "Slo:Objectives:checkout:BudgetingMethod" },
        { "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\" } }", SloFindingCodes.Exclusive, "Slo:Objectives:checkout:Rules:fast" },
        { "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"BudgetPercent\": 2 } }", SloFindingCodes.Exclusive, "Slo:Objectives:checkout:Rules:fast" },
        { "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"Severity\": \"Page,Ticket\" } }", SloFindingCodes.UnknownWord, "Slo:Objectives:checkout:Rules:fast:Severity" },
        { "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"Comparison\": \"1\" } }", SloFindingCodes.UnknownWord, "Slo:Objectives:checkout:Rules:fast:Comparison" },
        { "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"MinimumEvents\": 1.5 } }", SloFindingCodes.InvalidNumber, "Slo:Objectives:checkout:Rules:fast:MinimumEvents" },
        { "\"TargetPercent\": 90, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 14.4 } }", SloFindingCodes.UnreachableRule, "rule 'page at 14.4x over 1h/5m'" },
        { "\"TargetPercent\": 99, \"Http\": { \"Method\": \"GET\" }", SloFindingCodes.NotAllowedHere, "Slo:Objectives:checkout:Http:Method" },
        { "\"TargetPercent\": 99, \"Http\": { \"Route\": \"/\", \"Method\": \"GE T\" }", SloFindingCodes.InvalidHttpMethod, "http method" },
        { "\"TargetPercent\": 99, \"Http\": { \"BadStatusCodes\": [ \"6xx\" ] }", SloFindingCodes.InvalidStatusCode, "status code" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Start_WithAnError_ReportsExactlyThis(string keys, string code, string path)
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync(SloHost.Objective(keys)));

        Assert.Equal((code, path, "checkout"), (error.Code, error.Path, error.Objective));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public async Task Start_UnderAnotherCulture_SaysAndReadsTheSame(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

        SloFinding notNumber = Assert.Single(await SloHost.ErrorsAsync(SloHost.Objective("\"TargetPercent\": \"99,9\"")));
        Assert.Equal(SloFindingCodes.InvalidNumber, notNumber.Code);
        Assert.Contains("'99,9'", notNumber.Message, StringComparison.Ordinal);
        SloFinding percent = Assert.Single(await SloHost.ErrorsAsync(SloHost.Objective("\"TargetRatio\": \"99.95\"")));
        Assert.Equal(SloFindingCodes.InvalidTarget, percent.Code);
        Assert.Contains(" 99.95: ", percent.Message, StringComparison.Ordinal);
        Assert.Contains(" 0.9995?", percent.Message, StringComparison.Ordinal);
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective(
            "\"TARGETPERCENT\": \"99.9\", \"PERIOD\": \"28d\", \"budgetingmethod\": \"TIMESLICES\", \"timeslicewindow\": \"1m\", \"timeslicetargetpercent\": \"97.5\"")));
        Assert.Equal("checkout: 99.9 % over 28d", objective.ToString());
        Assert.Equal(BudgetingMethod.Timeslices(TimeSpan.FromMinutes(1), 0.975m), objective.Method);
    }

    [Theory]
    [InlineData("""{ "Slo": { "Objectives": [ { "Name": "checkout", "TargetPercent": 99 } ] } }""")]
    [InlineData("""{ "Slo": { "Objectives": [ { "TargetPercent": 99 } ] } }""")]
    public async Task Start_WithObjectivesAsAnArray_ShowsTheDictionary(string json)
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync(json));

        Assert.Equal((SloFindingCodes.WrongType, "Slo:Objectives"), (error.Code, error.Path));
        Assert.Contains("\"checkout\": {", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithANameInTwoSections_NamesBoth()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new("Objectives:checkout:TargetPercent", "99")]).Build();
        SloOptions options = new();
        options.ReadFrom(section);
        options.ReadFrom(section);

        SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(() => options.Build()).Findings);
        Assert.Equal((SloFindingCodes.DuplicateName, "checkout"), (error.Code, error.Objective));
    }

    [Fact]
    public async Task Start_WithNamesInCodeThatDifferInCase_NamesAll()
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync("{}", options =>
        {
            options.AddObjective("a", o => o.TargetPercent(99));
            options.AddObjective("A", o => o.TargetPercent(99));
            options.AddObjective("a", o => o.TargetPercent(99));
        }));

        Assert.Equal((SloFindingCodes.DuplicateName, "a"), (error.Code, error.Objective));
        Assert.Contains("'a', 'A', 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithErrorsEverywhere_ListsAllAtOnce() => Assert.Equal(
        [
            (SloFindingCodes.UnknownField, null, "Slo:Objektives"),
            (SloFindingCodes.InvalidDuration, null, "Slo:EvaluationInterval"),
            (SloFindingCodes.InvalidNumber, "a", "Slo:Objectives:a:TargetPercent"),
            (SloFindingCodes.InvalidDuration, "a", "Slo:Objectives:a:Period"),
            (SloFindingCodes.InvalidName, "c d", "name"),
            (SloFindingCodes.UnknownField, "B", "Slo:Objectives:b:Foo"),
            (SloFindingCodes.DuplicateName, "B", "name"),
        ],
        (await SloHost.ErrorsAsync(
            """
            { "Slo": { "EvaluationInterval": "1", "Objektives": 1, "Objectives": {
                "a": { "TargetPercent": "99,9", "Period": "1:00" }, "b": { "Foo": 1 }, "c d": { "TargetPercent": 99 } } } }
            """,
            options =>
            {
                options.AddObjective("B", o => o.TargetPercent(99));
                options.AddObjective("b", o => o.TargetPercent(99));
            })).Select(error => (error.Code, error.Objective, error.Path)));

    [Theory]
    [InlineData("10ms")]
    [InlineData("2m")]
    public async Task Start_WithAnIntervalOutOfRange_QuotesIt(string interval)
    {
        SloFinding error = Assert.Single(await SloHost.ErrorsAsync($$"""{ "Slo": { "EvaluationInterval": "{{interval}}" } }"""));

        Assert.Equal((SloFindingCodes.HostOption, "EvaluationInterval"), (error.Code, error.Path));
        Assert.Contains($" {interval}:", error.Message, StringComparison.Ordinal);
    }
}
