using Slo.Tests.Docs;
using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>The tables of docs/prometheus.md are those of the generator.</summary>
public sealed class PrometheusPageTests
{
    private static readonly string[] Own = ["slo_name", "slo_service"];

    private static readonly DocPage Page = DocPage.Read("prometheus.md");

    private static readonly GeneratedRules Rules = GeneratedRules.Read(PrometheusRules.Generate(
        [Samples.Guarded().DisplayName("Guarded").Service("shop").Build(), OfSlices()]));

    [Fact]
    public void Records_OnThePage_AreThoseThatAreGenerated()
    {
        foreach (DocRow row in Page.Table("What is recorded"))
        {
            GeneratedRule[] rules = [.. Rules.Records.Where(rule => rule.Record == row.Codes("record").Single())];
            Assert.NotEmpty(rules);
            Assert.All(rules, rule => Assert.Equal(row.Codes("further labels").Order(), rule.Labels.Keys.Except(Own).Order()));
        }

        Assert.Equal(
            Rules.Records.Select(rule => rule.Name).Distinct().Order(StringComparer.Ordinal),
            Page.Table("What is recorded").Select(row => row.Codes("record").Single()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_OnThePage_AreThoseThatAreGenerated() => Assert.Equal(
        Page.Table("Alerts").Select(row => string.Concat(row.Codes("`slo_rule`"))).Order(StringComparer.Ordinal),
        Rules.Alerts.Select(rule => rule.Labels.GetValueOrDefault("slo_rule", "").Split('-')[0].Replace("burnRate", "", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Namings_OnThePage_NameTheCounterThatIsRead()
    {
        Assert.Equal(Enum.GetNames<PrometheusNaming>(), Page.Table("Where the events come from").Select(row => row.Codes("naming").Single()));
        Assert.All(Page.Table("Where the events come from"), row => Assert.Contains(
            row.Codes("counter").Single().Contains('.', StringComparison.Ordinal) ? $"{{\"{row.Codes("counter").Single()}\"," : row.Codes("counter").Single() + "{",
            PrometheusRules.Generate([Samples.Guarded().Build()], new() { Naming = Enum.Parse<PrometheusNaming>(row.Codes("naming").Single()) }),
            StringComparison.Ordinal));
    }

    private static SloObjective OfSlices() => new SloObjectiveBuilder("sliced").DisplayName("Sliced").Owner("team shop").TargetPercent(99)
        .Timeslices(TimeSpan.FromMinutes(1), 0.95m).Service("shop")
        .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: new() { Confidence = 0.95m }).Build();

    [Fact]
    public void Annotations_OnThePage_DoWhatItSays()
    {
        SloObjectiveBuilder builder = Samples.Of("30d");
        foreach (DocRow row in Page.Table("Alerts annotations"))
        {
            foreach (var key in row.Codes("annotation"))
            {
                builder.Annotation(key, row["value"] == "KEYS" ? $"{{\"k_{key.Split('/')[1].Split('-')[0]}\":\"v\"}}" : "v");
            }
        }

        var native = GeneratedRules.Read(PrometheusRules.Generate([builder.Build()]));
        GeneratedRule page = native.Alerts.First(alert => alert.Labels["severity"] == "page");
        GeneratedRule ticket = native.Alerts.First(alert => alert.Labels["severity"] == "ticket");
        Assert.Equal("v", page.Name);
        Assert.Equal(["k_alert", "k_page"], page.Labels.Keys.Where(key => key.StartsWith("k_", StringComparison.Ordinal)));
        Assert.Equal(["k_alert", "k_ticket"], ticket.Annotations.Keys.Where(key => key.StartsWith("k_", StringComparison.Ordinal)));
        Assert.Contains("sloth_slo: \"v\"", PrometheusRules.Generate([builder.Build()], new() { Flavor = PrometheusFlavor.Sloth }), StringComparison.Ordinal);
    }
}
