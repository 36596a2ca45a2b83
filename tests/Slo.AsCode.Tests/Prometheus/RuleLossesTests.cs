using Xunit;

namespace Slo.Tests.Prometheus;

public sealed class RuleLossesTests
{
    private static readonly PrometheusRulesOptions Lossy = new() { AllowLoss = true };

    public static TheoryData<string, string, string> Losses => new()
    {
        { "calendar", SloFindingCodes.PrometheusPeriodLoss, "period" },
        { "calendar rule", SloFindingCodes.PrometheusRuleLoss, "rule 'ticket with less than 10 % of the budget left'" },
        { "cool-down", SloFindingCodes.PrometheusCoolDownLoss, "rule 'ticket after 5m without events'" },
        { "datadog", SloFindingCodes.PrometheusSourceLoss, "queries" },
        { "short window", SloFindingCodes.PrometheusWindowLoss, "rule " },
        { "placeholder", SloFindingCodes.PrometheusSourceLoss, "queries" },
        { "counter", SloFindingCodes.PrometheusSourceLoss, "queries" },
        { "no ratio", SloFindingCodes.PrometheusSourceLoss, "queries" },
        { "silent ratio", SloFindingCodes.PrometheusRuleLoss, "rule 'ticket after 5m without events'" },
        { "uncounted", SloFindingCodes.PrometheusGuardLoss, "rule " },
        { "uncounted confidence", SloFindingCodes.PrometheusGuardLoss, "rule " },
        { "minimum events", SloFindingCodes.PrometheusStateLoss, "rule " },
        { "zone", SloFindingCodes.PrometheusSliceLoss, "slice" },
        { "groups", SloFindingCodes.PrometheusGroupLoss, "alert per group" },
        { "assumed good", SloFindingCodes.PrometheusTimeLoss, "unobserved time" },
        { "scheduled", SloFindingCodes.PrometheusTermsLoss, "scheduled targets" },
        { "excluded", SloFindingCodes.PrometheusTermsLoss, "exclusions" },
        { "label", SloFindingCodes.PrometheusLabelLoss, "label 'a.b'" },
        { "no object", SloFindingCodes.PrometheusAlertLoss, "annotation 'slo.dev/page-labels'" },
        { "reserved label", SloFindingCodes.PrometheusLabelLoss, "label 'severity'" },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Loss_OfADefinition_IsRefusedUnlessAllowedAndListed(string kind, string code, string path)
    {
        SloObjective objective = Of(kind).Build();

        SloFinding loss = PrometheusRules.Losses([objective]).First(loss => loss.Code == code);
        Assert.Equal((SloFindingSeverity.Error, objective.Name), (loss.Severity, loss.Objective));
        Assert.StartsWith(path, loss.Path, StringComparison.Ordinal);
        Assert.Contains(loss, Assert.Throws<SloDefinitionException>(() => PrometheusRules.Generate([objective])).Findings);

        Promtool.SkipWhereAbsent();
        await Promtool.CheckAsync(PrometheusRules.Generate([objective], Lossy));
    }

    [Fact]
    public void Calendar_WhenLossIsAllowed_KeepsBurnRatesAndRecordsNoPeriod()
    {
        var rules = GeneratedRules.Read(PrometheusRules.Generate([Of("calendar rule").Build()], Lossy));

        Assert.Equal(["page", "ticket"], rules.Alerts.Select(alert => alert.Labels["severity"]));
        Assert.DoesNotContain(rules.Records, rule => rule.Record is "slo:compliance:ratio" or "slo:error_budget_remaining:ratio");
    }

    [Fact]
    public void Losses_OfPlainDefinitions_AreNone() =>
        Assert.Empty(PrometheusRules.Losses([Samples.Guarded().Build(), Samples.Catalog().Build(), Samples.Of("10m").Build()]));

    // The slices of the engine begin with the period; the steps of a subquery are multiples since 1970 UTC.
    [Theory]
    [InlineData(CalendarUnit.Month, "UTC", "1h", false)]
    [InlineData(CalendarUnit.Month, "UTC", "1d", false)]
    [InlineData(CalendarUnit.Month, "UTC", "2d", true)]
    [InlineData(CalendarUnit.Week, "UTC", "7d", true)]
    [InlineData(CalendarUnit.Day, "Europe/Berlin", "1h", false)]
    [InlineData(CalendarUnit.Day, "Europe/Berlin", "2h", true)]
    [InlineData(CalendarUnit.Month, "Europe/Berlin", "1d", true)]
    [InlineData(CalendarUnit.Month, "Asia/Kolkata", "1h", true)]
    [InlineData(CalendarUnit.Month, "Asia/Kolkata", "30m", false)]
    [InlineData(CalendarUnit.Month, "Asia/Kathmandu", "30m", true)]
    [InlineData(CalendarUnit.Month, "Asia/Kathmandu", "15m", false)]
    [InlineData(CalendarUnit.Day, "Australia/Lord_Howe", "1h", true)]
    [InlineData(CalendarUnit.Day, "Australia/Lord_Howe", "30m", false)]
    public void Slices_OfACalendarPeriod_AreALossWherePrometheusCutsOthers(CalendarUnit unit, string zone, string slice, bool isLost)
    {
        SloObjective objective = New("a").TargetPercent(90).Calendar(unit, zone).Timeslices(Samples.Duration(slice), 0.9m).NoRules().Build();

        Assert.Equal(isLost, PrometheusRules.Losses([objective]).Any(loss => loss.Code == SloFindingCodes.PrometheusSliceLoss));
    }

    [Fact]
    public void UnobservedTime_ThatIsNotDeclaredOrExcluded_IsNoLoss() => Assert.Empty(
        PrometheusRules.Losses([New("a").Build(), New("b").UnobservedTime(UnobservedTime.Exclude).Build()]));

    // Slices are counted whatever the query counts.
    [Fact]
    public void Confidence_OverSlicesOfARatio_IsNoLoss() => Assert.Empty(PrometheusRules.Losses([Confident().Timeslices(TimeSpan.FromMinutes(5), 0.9m).Build()]));

    [Fact]
    public void Names_ThatDifferInCaseAlone_AreRefused() => Assert.Equal(
        SloFindingCodes.DuplicateName,
        Assert.Single(Assert.Throws<SloDefinitionException>(() => PrometheusRules.Generate([New("a").Build(), New("A").Build()])).Findings).Code);

    [Theory]
    [InlineData("slo_name")]
    [InlineData("a-b")]
    [InlineData("severity")]
    public void ExtraLabel_ThatRulesNeedOrPrometheusRefuses_IsRefused(string key) => Assert.Contains(
        $"extra label '{key}'",
        Assert.Throws<SloDefinitionException>(() => PrometheusRules.Generate([], new() { ExtraLabels = new Dictionary<string, string> { [key] = "x" } })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("job=")]
    [InlineData("job")]
    [InlineData("=\"a\"")]
    [InlineData("1job=\"a\"")]
    [InlineData("job=a")]
    [InlineData("job=\"a")]
    [InlineData("job==\"a\"")]
    [InlineData("{job=\"a\"}")]
    [InlineData(",job=\"a\"")]
    [InlineData("job=\"a\",,env=\"b\"")]
    [InlineData("job=\"a\" env=\"b\"")]
    [InlineData("job=~\"\\d\"")]
    [InlineData("__name__=\"a\"")]
    [InlineData("job=\"a\"} or up{a=\"b\"")]
    public void Selector_ThatIsNoMatchers_IsRefusedInRulesTestsAndDashboards(string selector)
    {
        PrometheusRulesOptions options = new() { Selector = selector, AllowLoss = true };
        foreach (var generate in (Func<string>[])
            [() => PrometheusRules.Generate([], options), () => PrometheusRules.GenerateTests([], "a.yml", options), () => GrafanaDashboard.Generate([], options)])
        {
            SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(generate).Findings);
            Assert.Equal((SloFindingCodes.GeneratorOption, "selector"), (error.Code, error.Path));
            Assert.Contains($"'{selector}'", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("job=\"a\"")]
    [InlineData(" job = \"a\" , env!='b' , ")]
    [InlineData("job=~\"a|\\\\d\\x41\\101\\u00e9\",env!~`\\d\"`,x='\\'\"{}#,',y=\"\"")]
    [InlineData("__name=\"a\"")]
    public async Task Selector_OfMatchers_IsTakenHereAndByPrometheus(string selector)
    {
        var yaml = PrometheusRules.Generate([New("a").Build()], new() { Selector = selector });

        Promtool.SkipWhereAbsent();
        await Promtool.CheckAsync(yaml);
    }

    [Fact]
    public void Selector_WithANameInQuotes_IsForPrometheus3() =>
        Assert.Contains(",\"k8s.pod\"=\"a\"}", PrometheusRules.Generate([New("a").Build()], new() { Selector = "\"k8s.pod\"=\"a\"" }), StringComparison.Ordinal);

    [Fact]
    public void Interval_OutOfRange_IsRefused() => Assert.Equal(
        (SloFindingCodes.GeneratorOption, "interval"),
        Assert.Throws<SloDefinitionException>(() => PrometheusRules.Generate([], new() { Interval = TimeSpan.Zero })).Findings
            .Select(error => (error.Code, error.Path)).Single());

    private static SloObjectiveBuilder New(string name) => new SloObjectiveBuilder(name).TargetPercent(99.9m);

    private static SloObjectiveBuilder Confident() => New("a").Indicator(new QueryIndicator("Prometheus") { Raw = "x" })
        .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: new() { Confidence = 0.9m });

    private static SloObjectiveBuilder Of(string kind) => kind switch
    {
        "calendar" => New("a").Calendar(CalendarUnit.Month),
        "calendar rule" => New("a").Calendar(CalendarUnit.Month).RemainingBudgetRule(AlertSeverity.Ticket, 0.1m),
        "cool-down" => New("a").SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(5), new() { CoolDown = TimeSpan.FromHours(1) }),
        "datadog" => New("a").Indicator(new QueryIndicator("Datadog") { Good = "sum:good{*}", Total = "sum:total{*}" }),
        "short window" => New("a").Rolling(TimeSpan.FromMinutes(5)),
        "placeholder" => New("a").Indicator(new QueryIndicator("Prometheus") { Raw = "x{{.step}}" }),
        "counter" => New("a").Indicator(new QueryIndicator("Prometheus") { Good = "sum(good_total)", Total = "sum(total_total)", IsCounter = true }),
        "no ratio" => New("a").Indicator(new QueryIndicator("Prometheus") { Total = "x" }),
        "silent ratio" => New("a").Indicator(new QueryIndicator("Prometheus") { Raw = "x" }).SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(5)),
        "uncounted" => New("a").Indicator(new QueryIndicator("Prometheus") { Bad = "x{{.window}}", Total = "y{{.window}}" })
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), minimumEvents: 10),
        "uncounted confidence" => Confident(),
        "minimum events" => Samples.WithMinimumEvents(),
        "zone" => New("a").TargetPercent(90).Calendar(CalendarUnit.Month, "Asia/Kolkata").Timeslices(TimeSpan.FromHours(1), 0.9m),
        "assumed good" => New("a").UnobservedTime(UnobservedTime.AssumeGood),
        "scheduled" => New("a").ScheduledTarget("Mon-Fri 08:00-18:00 Europe/Berlin", 99.95m),
        "excluded" => New("a").Exclude("Sun 02:00-04:00 Europe/Berlin"),
        "groups" => New("a").GroupBy("customer", 10).AlertPerGroup(),
        "no object" => New("a").Annotation("slo.dev/page-labels", "severity: critical"),
        "label" => New("a").Label("a-b", "1").Label("a.b", "2"),
        _ => New("a").Label("severity", "mine"),
    };
}
