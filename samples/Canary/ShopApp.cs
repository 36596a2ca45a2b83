using System.Globalization;
using OpenTelemetry.Metrics;
using Slo;

namespace Canary;

/// <summary>One of the two versions of the shop: a web app whose reaction can take the canary out of the traffic of HAProxy.</summary>
internal static class ShopApp
{
    internal static async Task RunAsync(AppArguments arguments)
    {
        WebApplicationBuilder builder = AppHost.CreateBuilder();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Faults>();
        ISloBuilder slos = builder.AddSlo()
            .AddObjective(Objectives.Shop, o => Objectives.OfShop(o))
            .AddSqliteStore(arguments.Store, store => store.ServiceVersion = arguments.Version);
        if (arguments.IsCanary)
        {
            slos.AddObjective(Objectives.Canary, o => Objectives.OfCanary(o));
        }

        if (arguments.HaProxy is { } address)
        {
            // The canary evaluates the objective itself; for the stable version, Prometheus does.
            slos.AddReaction(DrainReaction.Name, reaction => DrainReaction.Declare(
                reaction, isEvaluatedHere: arguments.IsCanary,
                new HaProxyAction { Address = address, Backend = TrafficSplit.Service, Server = TrafficSplit.Canary, Weight = "0" }));
        }

        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddSloInstrumentation().AddPrometheusExporter());
        await using WebApplication app = builder.Build();
        Map(app, arguments);
        await AppHost.RunAsync(app, arguments.Life);
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
            app.MapAlertmanagerWebhook(DrainReaction.Webhook, webhook => webhook.BearerToken = token);
        }
    }
}
