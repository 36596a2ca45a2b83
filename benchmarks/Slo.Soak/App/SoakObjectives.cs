using Microsoft.Extensions.DependencyInjection;

namespace Slo.Soak.App;

/// <summary>
/// The objectives declared in code: every kind of indicator, period and budget. <see cref="SettingsFile"/> has the others.
/// </summary>
internal static class SoakObjectives
{
    internal const string Imports = "imports";
    internal const string Jobs = "jobs";

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    internal static void Add(ISloBuilder slos) => slos
        .AddObjective("all-by-route", o => o.HttpServer().GroupByRoute().TargetPercent(99).Rolling(Month))
        .AddObjective("search-latency", o => o.HttpServer(http => http.Route("GET", "/search"))
            .FasterThan(TimeSpan.FromMilliseconds(500)).TargetPercent(95).Calendar(CalendarUnit.Month, "Europe/Berlin"))
        .AddObjective("export-week", o => o.HttpServer(http => http.Route("GET", "/export"))
            .TargetPercent(99).Calendar(CalendarUnit.Week).Compact())
        .AddObjective("read-slices", o => o.HttpServer(http => http.Route("GET", "/orders/{id}"))
            .Timeslices(TimeSpan.FromMinutes(1), 0.95m).TargetPercent(95).Rolling(Month))
        .AddObjective("place-ratio-slices", o => o.HttpServer(http => http.Route("POST", "/orders"))
            .RatioTimeslices(TimeSpan.FromMinutes(1)).TargetPercent(97).Rolling(TimeSpan.FromDays(28)))
        .AddObjective("server-instrument", o => o
            .Instrument("Microsoft.AspNetCore.Hosting", "http.server.request.duration", requests => requests
                .Where("http.route", "/orders/{id}").BadWhen("http.response.status_code", "5xx"))
            .TargetPercent(99).Rolling(Week))
        .AddObjective("orders-counter", o => o
            .Instrument(Endpoints.Meter, Endpoints.Orders, orders => orders.BadWhen("result", "failed")).TargetPercent(97).Rolling(Month))
        .AddObjective("queue-age", o => o.Freshness(Endpoints.Meter, Endpoints.Age, atMost: 90)
            .TargetPercent(80).Rolling(TimeSpan.FromDays(1)))
        .AddObjective("readers-client", o => o.HttpClient("127.0.0.1").TargetPercent(99).Rolling(Month))
        .AddObjective(Imports, o => o.GroupBy("customer", maximum: 50).TargetPercent(90).Rolling(TimeSpan.FromDays(90)).Compact())
        .AddObjective(Jobs, o => o.FasterThan(TimeSpan.FromSeconds(1)).TargetPercent(90).Rolling(Week));
}
