using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Slo.Tests.Prometheus;

public sealed partial class PrometheusRulesTests
{
    private static readonly PrometheusRulesOptions PerRule = new() { AlertPerRule = true };

    [Fact]
    public void Rules_OfTheArticlesRatio_AreItsExpressions()
    {
        var rules = GeneratedRules.Read(PrometheusRules.Generate([Samples.Catalog().Build()], PerRule));

        foreach ((string window, string written) in (ReadOnlySpan<(string, string)>)[("1h", "1h"), ("1d", "1d"), ("7d", "7d")])
        {
            GeneratedRule rule = rules.Records.Single(rule => rule.Record == "slo:bad:ratio" && rule.Labels["slo_window"] == window);
            var article = $"1 - ({Samples.CatalogGood} / {Samples.CatalogTotal})".Replace("{{.window}}", written, StringComparison.Ordinal);
            Assert.Equal(Bare(article), Bare(rule.Expr.Replace(" > 0", "", StringComparison.Ordinal)));
        }

        Assert.Equal(
            ["12m/1m 16.8 0.0168", "1h/5m 8.4 0.0084", "1d/2h 1 0.001"],
            rules.Alerts.Select(alert => $"{alert.Labels["slo_window"]}/{alert.Labels["slo_short_window"]} {alert.Labels["slo_factor"]} {Threshold().Match(alert.Expr).Groups[1].Value}"));
    }

    [Fact]
    public void Rule_OfTheArticle_ComparesBothWindowsAtOrAbove() => Assert.Equal(
        """
        slo:bad:ratio{slo_name="catalog", slo_window="1h"} >= 0.0084
        and ignoring (slo_window)
        slo:bad:ratio{slo_name="catalog", slo_window="5m"} >= 0.0084
        """.ReplaceLineEndings("\n"),
        GeneratedRules.Read(PrometheusRules.Generate([Samples.Catalog().Build()], PerRule)).Alerts.ElementAt(1).Expr);

    [Theory]
    [InlineData(PrometheusFlavor.Native)]
    [InlineData(PrometheusFlavor.Sloth)]
    public void Numbers_OfEveryPeriodAndTarget_AreThoseOfTheDefinition(PrometheusFlavor flavor)
    {
        foreach (var target in (ReadOnlySpan<decimal>)[90, 95, 99, 99.5m, 99.9m, 99.95m, 99.99m, 99.999m])
        {
            foreach (var period in Samples.Periods)
            {
                var yaml = PrometheusRules.Generate([Samples.Of(period, target).Build()], Samples.Options(flavor));

                // The budget and the target in full, and no additional digits, except for the factors of odd quotients.
                Assert.Contains(FormattableString.Invariant($"vector({1 - (target / 100):0.########})"), yaml, StringComparison.Ordinal);
                Assert.Contains(FormattableString.Invariant($"vector({target / 100:0.########})"), yaml, StringComparison.Ordinal);
                Assert.DoesNotMatch("0{6}[1-9]|9{6}", yaml.Replace("\n", " ", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData(PrometheusNaming.UnderscoresWithSuffixes, """sum(increase(slo_events_total{slo_name="guarded",slo_event_outcome="bad",job="x"}[10m]))""")]
    [InlineData(PrometheusNaming.Underscores, """sum(increase(slo_events{slo_name="guarded",slo_event_outcome="bad",job="x"}[10m]))""")]
    [InlineData(PrometheusNaming.Utf8WithSuffixes, """sum(increase({"slo.events_total","slo.name"="guarded","slo.event.outcome"="bad",job="x"}[10m]))""")]
    [InlineData(PrometheusNaming.PrometheusNet, """sum(increase(slo_slo_events{slo_name="guarded",slo_event_outcome="bad",job="x"}[10m]))""")]
    [InlineData(PrometheusNaming.Utf8, """sum(increase({"slo.events","slo.name"="guarded","slo.event.outcome"="bad",job="x"}[10m]))""")]
    public void Naming_OfTheExporter_IsFollowed(PrometheusNaming naming, string expected) => Assert.Contains(
        expected, PrometheusRules.Generate([Samples.Guarded().Build()], new() { Naming = naming, Selector = "job=\"x\"" }), StringComparison.Ordinal);

    [Fact]
    public void Settings_OfARule_BecomeForAndKeepFiringFor()
    {
        var yaml = PrometheusRules.Generate([Samples.Guarded().Build()]);

        Assert.Contains("for: 2m\n    keep_firing_for: 10m\n", yaml, StringComparison.Ordinal);
    }

    // The value of an alert is that of its first condition: the ratio, which the text shows, and not the bound.
    [Fact]
    public void Guards_OfSlices_CountTheSlicesAndTheEvents() => Assert.Equal(
        """
        slo:bad:ratio{slo_name="shop-7d", slo_window="1h"} > 0.5
        and ignoring (slo_window)
        slo:bad:ratio{slo_name="shop-7d", slo_window="1h"} - 0.8224268134757365 / sqrt(slo:slices:count{slo_name="shop-7d", slo_window="1h"}) >= 0.5
        and ignoring (slo_window)
        slo:bad:ratio{slo_name="shop-7d", slo_window="10m"} > 0.5
        and ignoring (slo_window)
        slo:bad:ratio{slo_name="shop-7d", slo_window="10m"} - 0.8224268134757365 / sqrt(slo:slices:count{slo_name="shop-7d", slo_window="10m"}) >= 0.5
        and ignoring (slo_window)
        slo:events:increase{slo_name="shop-7d", slo_window="1h"} >= 100
        and ignoring (slo_window)
        slo:bad_events:increase{slo_name="shop-7d", slo_window="1h"} > 4.5
        """.ReplaceLineEndings("\n"),
        Assert.Single(GeneratedRules.Read(PrometheusRules.Generate([GuardedSlices()], PerRule with { AllowLoss = true })).Alerts).Expr);

    [Fact]
    public void Guards_OfSlicesInTheFlavorOfSloth_CountTheSlicesAndTheEvents()
    {
        var alert = Assert.Single(GeneratedRules.Read(PrometheusRules.Generate(
            [GuardedSlices()], new() { AllowLoss = true, Flavor = PrometheusFlavor.Sloth })).Alerts).Expr;

        Assert.Contains("} > 0.5) without", alert, StringComparison.Ordinal);
        Assert.Contains("0.8224268134757365 / sqrt(count_over_time((\nsum(increase(slo_events_total{slo_name=\"shop-7d\"}[1m]))\n)[59m59s999ms:1m])) >= 0.5", alert, StringComparison.Ordinal);
        Assert.Contains("on () (sum(increase(slo_events_total{slo_name=\"shop-7d\"}[1h])) >= 100)", alert, StringComparison.Ordinal);
        Assert.Contains("on () (sum(increase(slo_events_total{slo_name=\"shop-7d\",slo_event_outcome=\"bad\"}[1h])) > 4.5)", alert, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ThresholdComparison.AtOrAbove, ">=")]
    [InlineData(ThresholdComparison.Above, ">")]
    public void Comparison_OfARule_IsThatOfItsAlertInEveryFlavor(ThresholdComparison comparison, string expected)
    {
        SloObjective objective = new SloObjectiveBuilder("a").TargetPercent(99).BurnRateRule(AlertSeverity.Page, 10m, TimeSpan.FromHours(1), comparison: comparison).Build();

        Assert.All(Enum.GetValues<PrometheusFlavor>(), flavor => Assert.Contains(
            $"}} {expected} 0.1", Assert.Single(GeneratedRules.Read(PrometheusRules.Generate([objective], new() { Flavor = flavor })).Alerts).Expr, StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_OfPeople_AreNoTemplatesAndLinksAreKept()
    {
        SloObjective objective = Samples.Of("30d").DisplayName("pay {{ $value }}").Description("{{ .Labels }}: \"it's\"").Label("team", "{{ x }}")
            .Label("a-b", "1").Runbook("https://runbooks/pay?a={{b}}").Dashboard("https://dash").Annotation("tool.dev/x", "not for alerts").Build();
        GeneratedRule alert = GeneratedRules.Read(PrometheusRules.Generate([objective])).Alerts.First();

        Assert.StartsWith("pay {{ \"{{\" }} $value }}: the error budget burns at 14.4 times the sustainable rate or faster, over 1h and 5m", alert.Annotations["summary"], StringComparison.Ordinal);
        Assert.EndsWith("The target is 99.9 % over 30d. {{ \"{{\" }} .Labels }}: \"it's\"", alert.Annotations["description"], StringComparison.Ordinal);
        Assert.Equal("https://runbooks/pay?a={{ \"{{\" }}b}}", alert.Annotations["runbook_url"]);
        Assert.Equal("https://dash", alert.Annotations["dashboard_url"]);
        Assert.Equal("{{ \"{{\" }} x }}", alert.Labels["team"]);
        Assert.Equal("1", alert.Labels["a_b"]);
        Assert.DoesNotContain("tool.dev/x", alert.Annotations.Keys);
    }

    // sum() has no labels to inherit: silence must say whose it is all the same.
    [Theory]
    [InlineData(PrometheusFlavor.Native, "slo_name")]
    [InlineData(PrometheusFlavor.Sloth, "sloth_slo")]
    public void Silence_OfAnObjective_SaysWhose(PrometheusFlavor flavor, string label)
    {
        PrometheusRulesOptions options = new() { Flavor = flavor, ExtraLabels = new Dictionary<string, string> { ["cluster"] = "a" } };
        GeneratedRule alert = GeneratedRules.Read(PrometheusRules.Generate([Samples.Guarded().Build()], options)).Alerts.Single(alert => alert.Labels.GetValueOrDefault("slo_rule") == "silence");

        Assert.Equal(("guarded", "a"), (alert.Labels[label], alert.Labels["cluster"]));
    }

    // YAML looks for the colon of a key for 1,024 characters.
    [Theory]
    [InlineData(1000)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public async Task Label_WithALongName_IsLoaded(int length)
    {
        Promtool.SkipWhereAbsent();
        PrometheusRulesOptions options = new() { ExtraLabels = new Dictionary<string, string> { [new string('k', length)] = "a" } };

        await Promtool.CheckAsync(PrometheusRules.Generate([Samples.Guarded().Build()], options), lint: "none");
    }

    [Fact]
    public void Resource_ForTheOperator_HoldsTheSameRules()
    {
        SloObjective[] objectives = [Samples.Guarded().Build()];
        PrometheusRulesOptions resource = new() { Format = PrometheusRuleFormat.PrometheusRuleResource, ResourceName = "shop", ResourceNamespace = "monitoring" };
        var yaml = PrometheusRules.Generate(objectives, resource);

        Assert.Contains("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: \"shop\"\n  namespace: \"monitoring\"\nspec:\n  groups:\n", yaml, StringComparison.Ordinal);
        Assert.Equal(
            GeneratedRules.Read(PrometheusRules.Generate(objectives)).All.Select(rule => rule.Name + rule.Expr),
            GeneratedRules.Read(yaml).All.Select(rule => rule.Name + rule.Expr));
    }

    // kubectl keeps each object as JSON in an annotation, and all annotations of an object may have 262,144 bytes.
    [Fact]
    public void Resource_TooLargeForKubernetes_IsDivided()
    {
        SloObjective[] objectives = [.. Enumerable.Range(0, 60).Select(i => new SloObjectiveBuilder($"team-{i}").TargetPercent(99.9m)
            .Label("owner", "Ünïcödé & \"quotes\" <tags>").Build())];
        PrometheusRulesOptions resource = new() { Format = PrometheusRuleFormat.PrometheusRuleResource, ResourceName = "shop" };
        string[] documents = PrometheusRules.Generate(objectives, resource).Split("\n---\n");

        Assert.InRange(documents.Length, 2, 10);
        Assert.All(documents.Index(), document => Assert.Contains(
            $"  name: \"shop{(document.Index == 0 ? "" : $"-{document.Index + 1}")}\"\n", document.Item, StringComparison.Ordinal));
        Assert.All(documents, document => Assert.InRange(JsonOf(document).Length, 10_000, 240_000));
        Assert.Equal(
            GeneratedRules.Read(PrometheusRules.Generate(objectives)).All.Select(rule => rule.Name + rule.Expr),
            documents.SelectMany(document => GeneratedRules.Read(document).All).Select(rule => rule.Name + rule.Expr));
    }

    [Fact]
    public void Resource_WithHalfASurrogatePair_IsWritten()
    {
        SloObjective[] objectives = [new SloObjectiveBuilder("half").TargetPercent(99).DisplayName("a\ud800b").Build()];

        Assert.Equal(
            GeneratedRules.Read(PrometheusRules.Generate(objectives)).All.Select(rule => rule.Name + rule.Expr),
            GeneratedRules.Read(PrometheusRules.Generate(objectives, new() { Format = PrometheusRuleFormat.PrometheusRuleResource })).All
                .Select(rule => rule.Name + rule.Expr));
    }

    private static string JsonOf(string yaml) => new YamlDotNet.Serialization.SerializerBuilder().JsonCompatible().Build()
        .Serialize(new YamlDotNet.Serialization.Deserializer().Deserialize<object>(yaml));

    [Fact]
    public void Generate_InAnyCulture_GivesTheSameText()
    {
        SloObjective[] objectives = [Samples.Guarded().Build(), Samples.Of("28d").Build()];
        (string rules, string tests) = (PrometheusRules.Generate(objectives), PrometheusRules.GenerateTests(objectives, "r.yml"));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal((rules, tests), (PrometheusRules.Generate(objectives), PrometheusRules.GenerateTests(objectives, "r.yml")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static SloObjective GuardedSlices() => Samples.Of("7d", 95).Timeslices(TimeSpan.FromMinutes(1), 0.95m).BurnRateRule(
        AlertSeverity.Page, 10m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(10), minimumEvents: 100, comparison: ThresholdComparison.Above,
        settings: new() { Confidence = 0.95m, MinimumBadEvents = 5 }).Build();

    private static string Bare(string expr) => Noise().Replace(expr, "");

    [GeneratedRegex(@"[\s()]")]
    private static partial Regex Noise();

    [GeneratedRegex(">= ([0-9.]+)")]
    private static partial Regex Threshold();
}
