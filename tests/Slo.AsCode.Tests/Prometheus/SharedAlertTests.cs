using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>One page and one ticket for each objective, however many rules it has.</summary>
public sealed class SharedAlertTests
{
    [Fact]
    public void Rules_OfOneSeverity_AreJoined()
    {
        GeneratedRule[] alerts = Alerts(Samples.Of("30d"));

        Assert.Equal(["page", "ticket"], alerts.Select(alert => alert.Labels["severity"]));
        Assert.Equal(
            """
            max without (slo_window) (
            slo:bad:ratio{slo_name="shop-30d", slo_window="1h"} >= 0.0144
            and ignoring (slo_window)
            slo:bad:ratio{slo_name="shop-30d", slo_window="5m"} >= 0.0144
            or
            slo:bad:ratio{slo_name="shop-30d", slo_window="6h"} >= 0.006
            and ignoring (slo_window)
            slo:bad:ratio{slo_name="shop-30d", slo_window="30m"} >= 0.006
            )
            """.ReplaceLineEndings("\n"),
            alerts[0].Expr);
        Assert.All(alerts, alert => Assert.Equal(("SloAlert", "severity slo_name slo_service"), (alert.Name, string.Join(' ', alert.Labels.Keys))));
    }

    [Fact]
    public void Texts_OfJoinedRules_NameAllOfThem()
    {
        GeneratedRule page = Alerts(Samples.Of("30d"))[0];

        Assert.Equal(
            "shop-30d: the error budget burns at 14.4 times the sustainable rate or faster, over 1h and 5m, or at 6 times over 6h and 30m",
            page.Annotations["summary"]);
        Assert.Equal(
            "{{ $value | humanizePercentage }} of the events of a window were bad, the alert is at 1.44 % over 1h, or at 0.6 % over 6h. "
            + "At these rates the budget of 30d loses 2 % within 1h, or 5 % within 6h. The target is 99.9 % over 30d.",
            page.Annotations["description"]);
    }

    // The times belong to the alert, and the alerts of one severity need labels that tell them apart.
    [Fact]
    public void Rules_ThatWaitDifferently_HaveAlertsOfTheirOwn() => Assert.Equal(
        ["page ", "page burnRate-2", "ticket ", "ticket silence", "ticket remainingBudget", "page remainingBudget", "ticket exhaustion"],
        Alerts(Samples.Guarded()).Select(alert => $"{alert.Labels["severity"]} {alert.Labels.GetValueOrDefault("slo_rule")}"));

    [Theory]
    [InlineData(PrometheusFlavor.Native, false)]
    [InlineData(PrometheusFlavor.Native, true)]
    [InlineData(PrometheusFlavor.Sloth, false)]
    public void Alerts_OfAnObjective_DifferInTheirLabels(PrometheusFlavor flavor, bool isPerRule)
    {
        SloObjectiveBuilder objective = Samples.Guarded();
        foreach (var minutes in (ReadOnlySpan<int>)[1, 2, 2])
        {
            objective.SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(20 + minutes))
                .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: new() { Hold = TimeSpan.FromMinutes(minutes) });
        }

        GeneratedRule[] alerts = Alerts(objective, new() { Flavor = flavor, AlertPerRule = isPerRule });

        Assert.Equal(alerts.Length, alerts.DistinctBy(alert => string.Join(',', alert.Labels.Select(label => $"{label.Key}={label.Value}"))).Count());
    }

    // One label for both severities must not make two alerts one.
    [Theory]
    [InlineData("slo.dev/alert-labels", "critical")]
    [InlineData("slo.dev/page-labels", "ticket")]
    public async Task Alerts_OfOneSeverityLabel_AreTwo(string annotation, string severity)
    {
        Promtool.SkipWhereAbsent();
        SloObjectiveBuilder objective = Samples.Of("30d").Annotation(annotation, $$"""{"severity":"{{severity}}"}""");

        Assert.Equal([$"{severity} ", $"{severity} burnRate-2"], Alerts(objective).Select(alert => $"{alert.Labels["severity"]} {alert.Labels.GetValueOrDefault("slo_rule")}"));
        await Promtool.CheckAsync(PrometheusRules.Generate([objective.Build()]));
    }

    // Two rules of which each holds for half of the time would together hold for all of it.
    [Fact]
    public void Rules_WithAHold_AreNotJoined()
    {
        AlertRuleSettings hold = new() { Hold = TimeSpan.FromMinutes(5) };
        SloObjectiveBuilder objective = new SloObjectiveBuilder("a").TargetPercent(99)
            .BurnRateRule(AlertSeverity.Page, 10m, TimeSpan.FromHours(1), settings: hold).BurnRateRule(AlertSeverity.Page, 5m, TimeSpan.FromHours(6), settings: hold);

        Assert.Equal(2, Alerts(objective).Length);
    }

    [Fact]
    public async Task Tests_OfRulesWithAlertsOfTheirOwn_ConvincePromtool()
    {
        Promtool.SkipWhereAbsent();
        SloObjective[] objectives = [Samples.Guarded().Build(), Samples.Of("30d").Build()];
        PrometheusRulesOptions options = new() { AlertPerRule = true };

        await Promtool.TestAsync(PrometheusRules.Generate(objectives, options), PrometheusRules.GenerateTests(objectives, "slo.rules.yml", options));
    }

    private static GeneratedRule[] Alerts(SloObjectiveBuilder objective, PrometheusRulesOptions? options = null) =>
        [.. GeneratedRules.Read(PrometheusRules.Generate([objective.Build()], options)).Alerts];
}
