using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>Everything that is generated, before the real promtool: it loads, lints without a word, and passes the tests generated beside it.</summary>
public sealed class GeneratedRulesTests
{
    public static TheoryData<string, PrometheusFlavor> PeriodsAndFlavors =>
        [.. Samples.Periods.SelectMany(period => Enum.GetValues<PrometheusFlavor>().Select(flavor => (period, flavor)))];

    public static TheoryData<string, PrometheusFlavor> KindsAndFlavors =>
        [.. Kinds.Keys.SelectMany(kind => Enum.GetValues<PrometheusFlavor>().Select(flavor => (kind, flavor)))];

    private static Dictionary<string, Func<SloObjectiveBuilder>> Kinds { get; } = new()
    {
        ["guarded"] = Samples.Guarded,
        ["guarded slices"] = () => OfSlices().Timeslices(TimeSpan.FromMinutes(5), 0.95m),
        ["guarded ratios of slices"] = () => OfSlices().RatioTimeslices(TimeSpan.FromMinutes(5)),
        ["guarded slices of a query"] = () => OfSlices().Timeslices(TimeSpan.FromMinutes(15), 0.95m).Indicator(Samples.Catalog().Build().Indicator),
        ["minimum events"] = Samples.WithMinimumEvents,
        ["catalog"] = Samples.Catalog,
        ["guarded query"] = () => Samples.Guarded().Indicator(new QueryIndicator("prometheus") { Bad = "errors_total", Total = "requests_total{a=\"b\"}", IsCounter = true }),
        ["gauges"] = () => Samples.Of("30d").Indicator(new QueryIndicator("Prometheus") { Good = "good_now", Bad = "sum(bad_now)" }),
        ["raw"] = () => Samples.Of("30d").Indicator(new QueryIndicator("Prometheus") { Raw = "job:errors:ratio_rate{{.window}}", IsRawBad = true }),
        ["raw gauge"] = () => Samples.Of("30d").Indicator(new QueryIndicator("Prometheus") { Raw = "avg(up)" }),
        ["timeslices"] = () => Samples.Of("7d", 95).Timeslices(TimeSpan.FromMinutes(10), 0.95m),
        ["ratio timeslices"] = () => Samples.Of("7d", 95).RatioTimeslices(TimeSpan.FromMinutes(10)),
        ["short slices"] = () => Samples.Of("30d", 95).Timeslices(TimeSpan.FromMinutes(1), 0.95m),
        ["many slices"] = () => Samples.Of("30d", 95).Timeslices(TimeSpan.FromMinutes(5), 0.95m),
        ["slices of a query"] = () => Samples.Of("30d", 95).Indicator(Samples.Catalog().Build().Indicator).Timeslices(TimeSpan.FromMinutes(15), 0.95m),
        ["short slices of a query"] = () => Samples.Of("30d", 95).Indicator(Samples.Catalog().Build().Indicator).Timeslices(TimeSpan.FromMinutes(5), 0.95m),
        ["raw with a number"] = () => Samples.Of("30d").Indicator(new QueryIndicator("Prometheus") { Raw = "avg(probe_success < bool 1)", IsRawBad = true }),
        ["braces in the service"] = () => Samples.Of("30d").Service("web {{x}}"),
        ["low target"] = () => Samples.Of("30d", 50),
        ["own words"] = () => Samples.Of("30d").Annotation("slo.dev/alert-name", "Shop").Annotation("slo.dev/page-labels", """{"severity":"critical"}""")
            .RemainingBudgetRule(AlertSeverity.Ticket, 0.5m).SilenceRule(AlertSeverity.Page, TimeSpan.FromMinutes(5)),
        ["no rules"] = () => Samples.Of("30d").NoRules(),
        ["odd period"] = () => Samples.Of("90m"),
    };

    [Theory]
    [MemberData(nameof(PeriodsAndFlavors))]
    public async Task Rules_OfEveryPeriod_LoadAndPassTheirTests(string period, PrometheusFlavor flavor) =>
        await JudgeAsync([Samples.Of(period).Runbook("https://runbooks/x").Build(), Samples.Catalog().Build()], Samples.Options(flavor));

    [Theory]
    [MemberData(nameof(KindsAndFlavors))]
    public async Task Rules_OfEveryKind_LoadAndPassTheirTests(string kind, PrometheusFlavor flavor) =>
        await JudgeAsync([Kinds[kind]().Build()], Samples.Options(flavor) with
        {
            ExtraLabels = new Dictionary<string, string> { ["cluster"] = "a \"b\"\\" },
            Interval = TimeSpan.FromMinutes(1),
            PeriodInterval = TimeSpan.FromMinutes(2),
            AllowLoss = kind == "minimum events",
        });

    [Theory]
    [InlineData(PrometheusNaming.UnderscoresWithSuffixes)]
    [InlineData(PrometheusNaming.Underscores)]
    public async Task Rules_OfANamingBeforeUtf8_LoadAndPassTheirTests(PrometheusNaming naming) =>
        await JudgeAsync([Samples.Of("30d").Build()], new() { Naming = naming, Selector = "job=\"shop\", env=\"prod\"" });

    [Theory]
    [InlineData("short slices", true)]
    [InlineData("short slices of a query", true)]
    [InlineData("slices of a query", false)]
    [InlineData("raw with a number", true)]
    [InlineData("many slices", false)]
    [InlineData("raw gauge", false)]
    public void Objective_ThatPromtoolCannotHold_IsNamedAndHasNoTests(string kind, bool isTooLong)
    {
        var tests = PrometheusRules.GenerateTests([Kinds[kind]().Build()], "slo.rules.yml");

        Assert.Equal(isTooLong, tests.Contains("# Rules without tests: shop-30d.", StringComparison.Ordinal));
        Assert.Equal(isTooLong, tests.EndsWith("tests: []\n", StringComparison.Ordinal));
    }

    // Of the three, the second cannot be certain with the slices that its short window has.
    private static SloObjectiveBuilder OfSlices() => Samples.Of("7d", 95)
        .BurnRateRule(AlertSeverity.Page, 10m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(30), settings: new() { Confidence = 0.95m })
        .BurnRateRule(AlertSeverity.Page, 18m, TimeSpan.FromHours(2), TimeSpan.FromMinutes(30), settings: new() { Confidence = 0.99m })
        .BurnRateRule(AlertSeverity.Ticket, 2m, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), settings: new() { MinimumBadEvents = 5 });

    private static async Task JudgeAsync(SloObjective[] objectives, PrometheusRulesOptions options)
    {
        Promtool.SkipWhereAbsent();
        var rules = PrometheusRules.Generate(objectives, options);

        await Promtool.CheckAsync(rules);
        await Promtool.TestAsync(rules, PrometheusRules.GenerateTests(objectives, "slo.rules.yml", options));
    }
}
