// <quick-start>
using Slo;

var builder = WebApplication.CreateBuilder(args);

builder.AddSlo()                                          // objectives from appsettings.json; counts requests
    .AddObjective("api-by-route", o => o.HttpServer().GroupByRoute().TargetPercent(99.5m))
    .AddObjective("orders-availability", o => o
        .HttpServer(http => http.Route("POST", "/orders"))
        .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30)))
    .AddObjective("orders-latency", o => o
        .HttpServer(http => http.Route("POST", "/orders")).FasterThan(TimeSpan.FromMilliseconds(300))
        .TargetPercent(99).Calendar(CalendarUnit.Month, "Europe/Berlin"))
    .AddSqliteStore("slo.db");                            // a restart forgets nothing
builder.Services.AddHealthChecks().AddSlo();

var app = builder.Build();
app.MapPost("/orders", () => Results.Accepted());
app.MapHealthChecks("/health").DisableHttpMetrics();
app.MapSloDashboard().AllowAnonymous();                   // page at /slo, JSON API at /slo/api; or .RequireAuthorization()
app.Run();
// </quick-start>
