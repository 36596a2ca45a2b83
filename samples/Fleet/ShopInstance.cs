using System.Globalization;
using Slo;

namespace Fleet;

/// <summary>One instance of the shop: a web app with two objectives, in a fleet with the others.</summary>
internal static class ShopInstance
{
    internal const string Availability = "shop-availability";

    internal static async Task RunAsync(InstanceArguments arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{arguments.Port}"));
        // Alerts are printed by a handler.
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning).AddFilter("Slo.Hosting.Alerting", LogLevel.None);
        builder.Services.AddSingleton<Faults>();
        ISloBuilder slos = builder.AddSlo()
            .AddObjective(Availability, o => o
                .DisplayName("Customers can buy")
                .HttpServer(http => http.Route("GET", "/buy"))
                .TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
                .BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), minimumEvents: 100))
            .AddObjective("shop-latency", o => o
                .DisplayName("Customers buy within 500 ms")
                .HttpServer(http => http.Route("GET", "/buy")).FasterThan(TimeSpan.FromMilliseconds(500))
                // Failures are bad here too: one alert of them is enough.
                .TargetPercent(95).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude).NoRules())
            .AddSloAlertHandler<AlertPrinter>()
            .AddPostgresFleet(arguments.Database, fleet =>
            {
                fleet.Instance = arguments.Name;
                fleet.Interval = arguments.Interval;
            });
        if (arguments.Webhook is { } webhook)
        {
            slos.AddWebhookNotifications("hook", webhook);
        }

        await using WebApplication app = builder.Build();
        app.MapGet("/buy", (Faults faults) => faults.Strike()
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Ok());
        app.MapPut("/faults/{errorShare:double}", (double errorShare, Faults faults) => { faults.ErrorShare = errorShare; });
        app.MapSloDashboard().AllowAnonymous();
        await app.StartAsync();
        Console.WriteLine($"{arguments.Name} on {app.Urls.First()}");
        await Task.WhenAny(app.WaitForShutdownAsync(), Task.Delay(arguments.Life, TimeProvider.System));
        await app.StopAsync();
    }
}
