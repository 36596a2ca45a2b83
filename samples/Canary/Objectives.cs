using Slo;

namespace Canary;

/// <summary>What the app declares, and what the rules for Prometheus are generated from.</summary>
internal static class Objectives
{
    internal const string Shop = "shop-availability";
    internal const string Canary = "canary-availability";

    /// <summary>What users are promised. Both versions count for it, each its own requests.</summary>
    internal static SloObjectiveBuilder OfShop(SloObjectiveBuilder objective) => objective
        .DisplayName("Customers can buy").Service("shop")
        .HttpServer(http => http.Route("GET", "/buy"))
        .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30));

    /// <summary>
    /// What a new version has to show, of the canary's requests alone: pages at 10 % errors. It is judged by what it has served so far, as
    /// a canary has just started.
    /// </summary>
    internal static SloObjectiveBuilder OfCanary(SloObjectiveBuilder objective) => objective
        .DisplayName("The canary serves its customers").Service("shop")
        .HttpServer(http => http.Route("GET", "/buy"))
        .TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
        .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), minimumEvents: 50);
}
