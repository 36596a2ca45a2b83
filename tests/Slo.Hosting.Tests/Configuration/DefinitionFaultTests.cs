using System.Globalization;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class DefinitionFaultTests
{
    private const string ObjectiveKeys =
        "DisplayName, Service, Description, Owner, UnobservedTime, Labels, Annotations, Runbook, Dashboard, TargetPercent, TargetRatio, Period, Calendar, TimeZone, StartTime, "
        + "BudgetingMethod, TimesliceWindow, TimesliceTargetPercent, FasterThan, Http, Instrument, GroupBy, MaximumGroups, Rules, AlertPerGroup, Compact";

    public static TheoryData<string, string> Faults => new()
    {
        {
            "\"TargetPercent\": 99, \"Targt\": 99",
            "Slo:Objectives:checkout:Targt: unknown key; known here: " + ObjectiveKeys
        },
        {
            "\"TargetPercent\": 99, \"Http\": { \"Path\": \"/\" }",
            "Slo:Objectives:checkout:Http:Path: unknown key; known here: Method, Route, Routes, TaggedEndpoints, GoodStatusCodes, BadStatusCodes, IgnoredStatusCodes, ClientAborts, TimeToFirstByte"
        },
        {
            "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"BurnRate\": 2, \"Long\": \"1h\", \"Factor\": 2 } }",
            "Slo:Objectives:checkout:Rules:fast:Factor: unknown key; known here: Severity, BurnRate, BudgetPercent, ErrorPercent, BudgetRemainingPercent, ExhaustionWithin, SilenceAfter, Long, Short, Window, MinimumEvents, Comparison, MinimumBadEvents, Confidence, Hold, KeepFiring, CoolDown"
        },
        {
            "\"TargetPercent\": \"99,9\"",
            "Slo:Objectives:checkout:TargetPercent '99,9': is not a number; write digits with a decimal point, for example 99.9"
        },
        {
            "\"TargetPercent\": \"NaN\"",
            "Slo:Objectives:checkout:TargetPercent 'NaN': is not a number; write digits with a decimal point, for example 99.9"
        },
        {
            "\"TargetRatio\": \"1_000\"",
            "Slo:Objectives:checkout:TargetRatio '1_000': is not a number; write digits with a decimal point, for example 99.9"
        },
        { "\"TargetPercent\": 99, \"Period\": \"28.00:00:00\"", DurationFault("Period", "28.00:00:00") },
        { "\"TargetPercent\": 99, \"Period\": \"30\"", DurationFault("Period", "30") },
        { "\"TargetPercent\": 99, \"Period\": \"P28D\"", DurationFault("Period", "P28D") },
        { "\"TargetPercent\": 99, \"FasterThan\": \"0.3s\"", DurationFault("FasterThan", "0.3s") },
        { "\"TargetPercent\": 99, \"Period\": \"0d\"", "period 0s: must be whole seconds from 1m to 400d, for example 28d" },
        { "\"TargetPercent\": 99, \"Period\": \"500d\"", "period 500d: must be whole seconds from 1m to 400d, for example 28d" },
        { "\"TargetPercent\": 99, \"FasterThan\": \"0ms\"", "latency threshold 0s: must be above 0 and at most 1d, for example 300ms" },
        {
            "\"TargetPercent\": 0.999",
            "target 0.999 %: this looks like a ratio; did you mean 99.9 %? (for a ratio write TargetRatio)"
        },
        {
            "\"TargetRatio\": 99.9",
            "target ratio 99.9: this looks like a percentage; did you mean 0.999? (for a percentage write TargetPercent)"
        },
        { "\"TargetPercent\": 100", "target 100 %: leaves no error budget, so no burn rate exists; write for example 99.99 % (0.9999)" },
        { "\"TargetPercent\": -1", "target -1 %: must be at least 0 and below 100 % (below 1 as a ratio), for example 99.9 % (0.999)" },
        { "\"DisplayName\": \"Checkout\"", "target: none is given; write TargetPercent, for example 99.9" },
        {
            "\"TargetPercent\": 99, \"TargetRatio\": 0.99",
            "Slo:Objectives:checkout:TargetRatio: cannot be combined with TargetPercent; keep one"
        },
        {
            "\"TargetPercent\": 99, \"Period\": \"1M\", \"TimeZone\": \"Europe/Atlantis\"",
            "time zone 'Europe/Atlantis' is unknown here: write an IANA id such as Europe/Berlin; if it is one, this machine lacks time zone data (install the package tzdata)"
        },
        {
            "\"TargetPercent\": 99, \"Period\": \"28d\", \"TimeZone\": \"UTC\"",
            "Slo:Objectives:checkout:Period '28d': TimeZone, StartTime and Calendar go with calendar periods: 1M, 1Q or 1Y, or 1d or 1w with \"Calendar\": true"
        },
        {
            "\"TargetPercent\": 99, \"Period\": \"1M\", \"StartTime\": \"01/02/2026\"",
            "Slo:Objectives:checkout:StartTime '01/02/2026': must have the form 2026-01-01 00:00:00, in the time of the zone"
        },
        { "\"TargetPercent\": 99, \"Compact\": \"yes\"", "Slo:Objectives:checkout:Compact 'yes': must be true or false" },
        {
            "\"TargetPercent\": 99, \"BudgetingMethod\": \"Timeslices\"",
            "Slo:Objectives:checkout:BudgetingMethod 'Timeslices': requires TimesliceWindow (for example 1m) and TimesliceTargetPercent (for example 95)"
        },
        {
            "\"TargetPercent\": 99, \"BudgetingMethod\": \"RatioTimeslices\", \"TimesliceWindow\": \"1m\", \"TimesliceTargetPercent\": 95",
            "Slo:Objectives:checkout:BudgetingMethod 'RatioTimeslices': requires TimesliceWindow (for example 1m) and no TimesliceTargetPercent"
        },
        {
            "\"TargetPercent\": 99, \"TimesliceWindow\": \"1m\"",
            "Slo:Objectives:checkout: TimesliceWindow and TimesliceTargetPercent go with \"BudgetingMethod\": \"Timeslices\" or \"RatioTimeslices\""
        },
        {
            "\"TargetPercent\": 99, \"UnobservedTime\": \"1\"",
            "Slo:Objectives:checkout:UnobservedTime '1': must be one of AssumeGood, Exclude"
        },
        {
            "\"TargetPercent\": 99, \"BudgetingMethod\": \"Sometimes\"",
            "Slo:Objectives:checkout:BudgetingMethod 'Sometimes': must be one of Occurrences, Timeslices, RatioTimeslices"
        },
        {
            "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\" } }",
            "Slo:Objectives:checkout:Rules:fast: a rule requires exactly one of BurnRate, BudgetPercent, ErrorPercent, BudgetRemainingPercent, ExhaustionWithin, SilenceAfter; none is given"
        },
        {
            "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"BudgetPercent\": 2 } }",
            "Slo:Objectives:checkout:Rules:fast: a rule requires exactly one of BurnRate, BudgetPercent, ErrorPercent, BudgetRemainingPercent, ExhaustionWithin, SilenceAfter; BurnRate and BudgetPercent are given"
        },
        {
            "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"Severity\": \"Page,Ticket\" } }",
            "Slo:Objectives:checkout:Rules:fast:Severity 'Page,Ticket': must be one of Ticket, Page"
        },
        {
            "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"Comparison\": \"1\" } }",
            "Slo:Objectives:checkout:Rules:fast:Comparison '1': must be one of AtOrAbove, Above"
        },
        {
            "\"TargetPercent\": 99, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 2, \"MinimumEvents\": 1.5 } }",
            "Slo:Objectives:checkout:Rules:fast:MinimumEvents '1.5': is not a whole number; write digits only, for example 50"
        },
        {
            "\"TargetPercent\": 90, \"Rules\": { \"fast\": { \"Long\": \"1h\", \"BurnRate\": 14.4 } }",
            "rule 'page at 14.4x over 1h/5m': can never hold, because with a target of 90 % no burn rate exceeds 10; lower the factor (or the budget fraction), or raise the target"
        },
        { "\"TargetPercent\": 99, \"Http\": { \"Method\": \"GET\" }", "Slo:Objectives:checkout:Http:Method 'GET': goes with a Route" },
        {
            "\"TargetPercent\": 99, \"Http\": { \"Route\": \"/\", \"Method\": \"GE T\" }",
            "http method 'GE T': must be a method's name, for example POST"
        },
        {
            "\"TargetPercent\": 99, \"Http\": { \"BadStatusCodes\": [ \"6xx\" ] }",
            "status code '6xx': must be a code (404), a class (5xx) or a range (200-403), from 100 to 599"
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Start_WithAFault_SaysExactlyThis(string keys, string fault) =>
        Assert.Equal(["objective 'checkout': " + fault], await SloHost.FaultsAsync(SloHost.Objective(keys)));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public async Task Start_UnderAnotherCulture_SaysAndReadsTheSame(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

        Assert.Equal(
            ["objective 'checkout': Slo:Objectives:checkout:TargetPercent '99,9': is not a number; write digits with a decimal point, for example 99.9"],
            await SloHost.FaultsAsync(SloHost.Objective("\"TargetPercent\": \"99,9\"")));
        Assert.Equal(
            ["objective 'checkout': target ratio 99.95: this looks like a percentage; did you mean 0.9995? (for a percentage write TargetPercent)"],
            await SloHost.FaultsAsync(SloHost.Objective("\"TargetRatio\": \"99.95\"")));
        SloObjective objective = Assert.Single(SloHost.Objectives(SloHost.Objective(
            "\"TARGETPERCENT\": \"99.9\", \"PERIOD\": \"28d\", \"budgetingmethod\": \"TIMESLICES\", \"timeslicewindow\": \"1m\", \"timeslicetargetpercent\": \"97.5\"")));
        Assert.Equal("checkout: 99.9 % over 28d", objective.ToString());
        Assert.Equal(BudgetingMethod.Timeslices(TimeSpan.FromMinutes(1), 0.975m), objective.Method);
    }

    [Fact]
    public async Task Start_WithObjectivesAsAnArray_ShowsTheDictionary() => Assert.Equal(
        ["Slo:Objectives:0: objectives are keyed by name, not listed in an array (arrays merge by position, and silently lose entries); "
            + "write \"Objectives\": { \"checkout\": { … } }"],
        await SloHost.FaultsAsync("""{ "Slo": { "Objectives": [ { "Name": "checkout", "TargetPercent": 99 } ] } }"""));

    [Fact]
    public async Task Start_WithAnArrayOfNamelessObjectives_ShowsTheDictionary() => Assert.Equal(
        ["Slo:Objectives:0: objectives are keyed by name, not listed in an array (arrays merge by position, and silently lose entries); "
            + "write \"Objectives\": { \"checkout\": { … } }"],
        await SloHost.FaultsAsync("""{ "Slo": { "Objectives": [ { "TargetPercent": 99 } ] } }"""));

    [Fact]
    public async Task Start_WithANameInCodeAndInConfiguration_NamesBoth() => Assert.Equal(
        ["objective 'checkout': is declared 2 times ('checkout', 'Checkout'; names are compared without case); give each a name of its own"],
        await SloHost.FaultsAsync(SloHost.Objective("\"TargetPercent\": 99"), options => options.AddObjective("Checkout", o => o.TargetPercent(99))));

    [Fact]
    public async Task Start_WithNamesInCodeThatDifferInCase_NamesAll() => Assert.Equal(
        ["objective 'a': is declared 3 times ('a', 'A', 'a'; names are compared without case); give each a name of its own"],
        await SloHost.FaultsAsync("{}", options =>
        {
            options.AddObjective("a", o => o.TargetPercent(99));
            options.AddObjective("A", o => o.TargetPercent(99));
            options.AddObjective("a", o => o.TargetPercent(99));
        }));

    [Fact]
    public async Task Start_WithFaultsEverywhere_ListsAllAtOnce() => Assert.Equal(
        [
            "Slo:Objektives: unknown key; known here: ServiceName, UnobservedTime, EvaluationInterval, AlertHandlerTimeout, Instance, Objectives, Notifications",
            "Slo:EvaluationInterval '1': is not a duration; write a number and a unit (w, d, h, m, s, ms), for example 28d, 1h30m or 300ms",
            "objective 'a': Slo:Objectives:a:TargetPercent '99,9': is not a number; write digits with a decimal point, for example 99.9",
            "objective 'a': Slo:Objectives:a:Period '1:00': is not a duration; write a number and a unit (w, d, h, m, s, ms), for example 28d, 1h30m or 300ms",
            "objective 'b': Slo:Objectives:b:Foo: unknown key; known here: " + ObjectiveKeys,
            "objective 'b': target: none is given; write TargetPercent, for example 99.9",
            "objective 'c d': name 'c d': must be 1 to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, "
                + "for example checkout-availability (use the display name for anything else)",
            "objective 'B': is declared 2 times ('b', 'B'; names are compared without case); give each a name of its own",
        ],
        (await SloHost.FaultsAsync(
            """
            { "Slo": { "EvaluationInterval": "1", "Objektives": 1, "Objectives": {
                "a": { "TargetPercent": "99,9", "Period": "1:00" }, "b": { "Foo": 1 }, "c d": { "TargetPercent": 99 } } } }
            """,
            options => options.AddObjective("B", o => o.TargetPercent(99)))).Select(fault => fault.Replace("objective 'b': is", "objective 'B': is", StringComparison.Ordinal)));

    [Theory]
    [InlineData("10ms")]
    [InlineData("2m")]
    public async Task Start_WithAnIntervalOutOfRange_SaysTheRange(string interval) => Assert.Equal(
        [$"EvaluationInterval {interval}: must be from 100ms to 1m, for example 1s"],
        await SloHost.FaultsAsync($$"""{ "Slo": { "EvaluationInterval": "{{interval}}" } }"""));

    private static string DurationFault(string key, string value) =>
        $"Slo:Objectives:checkout:{key} '{value}': is not a duration; write a number and a unit (w, d, h, m, s, ms), for example 28d, 1h30m or 300ms";
}
