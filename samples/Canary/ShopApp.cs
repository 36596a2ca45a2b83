using System.Globalization;
using OpenTelemetry.Metrics;
using Slo;

namespace Canary;

/// <summary>One of the two versions of the shop: a web app whose reaction can take the canary out of the traffic.</summary>
internal static class ShopApp
{
    internal const string Reaction = "drain-canary";
    internal const string Webhook = "/slo/alertmanager";

    internal static async Task RunAsync(AppArguments arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Faults>();
        ISloBuilder slos = builder.AddSlo()
            .AddObjective(Objectives.Shop, o => Objectives.OfShop(o))
            .AddSqliteStore(arguments.Store, store => store.ServiceVersion = arguments.Version);
        if (arguments.IsCanary)
        {
            slos.AddObjective(Objectives.Canary, o => Objectives.OfCanary(o));
        }

        if (arguments.Proxy is { } proxy)
        {
            slos.AddReaction(Reaction, reaction => Declare(reaction, proxy, arguments));
        }

        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddSloInstrumentation().AddPrometheusExporter());
        await using WebApplication app = builder.Build();
        Map(app, arguments);
        await app.StartAsync();
        Console.WriteLine($"{AppProcess.Ready}{app.Urls.First()}");
        await Task.WhenAny(app.WaitForShutdownAsync(), Task.Delay(arguments.Life, TimeProvider.System));
        await app.StopAsync();
    }

    private static void Declare(SloReaction reaction, Uri proxy, AppArguments arguments)
    {
        // The canary evaluates the objective itself; for the stable version, Prometheus does.
        (arguments.IsCanary ? reaction.Objectives : reaction.Alerts).Add(Objectives.Canary);
        // Without traffic the alert ends although nothing was repaired: an undo would bring the errors back.
        reaction.Undo = false;
        reaction.Step(new HaProxyAction { Address = proxy, Backend = HaProxy.Backend, Server = HaProxy.CanaryServer, Weight = "0" });
    }

    private static void Map(WebApplication app, AppArguments arguments)
    {
        app.MapGet("/buy", (Faults faults) => faults.Strike() ? Results.StatusCode(StatusCodes.Status500InternalServerError) : Results.Ok());
        app.MapPut("/faults/{share:double}", (double share, Faults faults) => { faults.Share = share; });
        app.MapGet("/faults", (Faults faults) => faults.FirstError?.ToString("O", CultureInfo.InvariantCulture) ?? "");
        app.MapPrometheusScrapingEndpoint().DisableHttpMetrics();
        app.MapSloDashboard().AllowAnonymous();
        if (arguments.Token is { } token)
        {
            app.MapAlertmanagerWebhook(Webhook, webhook => webhook.BearerToken = token);
        }
    }
}
