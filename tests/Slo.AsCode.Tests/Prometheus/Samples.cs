namespace Slo.Tests.Prometheus;

/// <summary>Objectives whose rules are generated and judged.</summary>
internal static class Samples
{
    internal const string CatalogTotal =
        """sum(rate(istio_requests_total{reporter="source", destination_service_namespace="backyards-demo", destination_service_name="catalog"}[{{.window}}]))""";

    internal const string CatalogGood =
        """sum(rate(istio_requests_total{reporter="source", destination_service_namespace="backyards-demo", destination_service_name="catalog", response_code!~"5.."}[{{.window}}]))""";

    /// <summary>Every period that has default rules of its own, and one that has not.</summary>
    internal static readonly string[] Periods = ["5m", "10m", "1d", "7d", "14d", "28d", "30d", "90d"];

    internal static TimeSpan Duration(string text) =>
        SloDuration.TryParse(text, out TimeSpan duration) ? duration : throw new FormatException(text);

    internal static SloObjectiveBuilder Of(string period, decimal target = 99.9m) =>
        new SloObjectiveBuilder("shop-" + period).TargetPercent(target).Rolling(Duration(period)).Service("shop");

    /// <summary>The article's service: 99.9 % over seven days, good and total as Istio counts them.</summary>
    internal static SloObjectiveBuilder Catalog() => new SloObjectiveBuilder("catalog").TargetPercent(99.9m).Rolling(TimeSpan.FromDays(7))
        .Indicator(new QueryIndicator("Prometheus") { Good = CatalogGood, Total = CatalogTotal });

    /// <summary>Every kind of rule, with every guard that rules for Prometheus express in full.</summary>
    internal static SloObjectiveBuilder Guarded() => new SloObjectiveBuilder("guarded").TargetPercent(99).Rolling(TimeSpan.FromDays(30)).Owner("team shop")
        .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: new() { Hold = TimeSpan.FromMinutes(2), KeepFiring = TimeSpan.FromMinutes(10) })
        .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), comparison: ThresholdComparison.Above, settings: new() { Confidence = 0.95m })
        .BurnRateRule(AlertSeverity.Ticket, 3m, TimeSpan.FromDays(1), settings: new() { MinimumBadEvents = 5 })
        .ThresholdRule(AlertSeverity.Ticket, 0.05m, TimeSpan.FromMinutes(10))
        .RemainingBudgetRule(AlertSeverity.Ticket, 0.25m)
        .RemainingBudgetRule(AlertSeverity.Page, 0m)
        .ExhaustionRule(AlertSeverity.Ticket, TimeSpan.FromDays(3), new() { Hold = TimeSpan.FromMinutes(1) })
        .SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(15));

    /// <summary>A guard that keeps the state of its rule, which Prometheus cannot.</summary>
    internal static SloObjectiveBuilder WithMinimumEvents() => new SloObjectiveBuilder("hesitant").TargetPercent(99).Rolling(TimeSpan.FromDays(30))
        .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), minimumEvents: 100);

    internal static PrometheusRulesOptions Options(PrometheusFlavor flavor) => new() { Flavor = flavor, ScrapeInterval = TimeSpan.FromSeconds(10) };
}
