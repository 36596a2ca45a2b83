using Slo;

namespace Canary;

/// <summary>The objectives of the app, from which the rules for Prometheus are generated too.</summary>
internal static class Objectives
{
    internal const string Shop = "shop-availability";
    internal const string Canary = "canary-availability";

    /// <summary>The objective of the service. Each version counts its own requests.</summary>
    internal static SloObjectiveBuilder OfShop(SloObjectiveBuilder objective) => objective
        .DisplayName("Customers can buy").Service("shop")
        .HttpServer(http => http.Route("GET", "/buy"))
        .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30));

    /// <summary>
    /// The objective of a new version, for the canary's requests only: it pages at 10 % errors. It is judged only by observed time, because
    /// a canary has just started.
    /// </summary>
    /// <param name="objective">The objective.</param>
    /// <param name="judge">Where requests of both versions are counted: leaves those of the stable one out.</param>
    internal static SloObjectiveBuilder OfCanary(
        SloObjectiveBuilder objective, Func<SloHttpEvent, SloOutcome?>? judge = null) => objective
        .DisplayName("The canary serves its customers").Service("shop")
        .HttpServer(http =>
        {
            http.Route("GET", "/buy");
            if (judge is not null)
            {
                http.Judge(judge);
            }
        })
        .TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
        .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), minimumEvents: 50);
}
