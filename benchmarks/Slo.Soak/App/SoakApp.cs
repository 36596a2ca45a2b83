using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slo.Soak.App;

/// <summary>A real server on a free loopback port, with twenty objectives of every kind.</summary>
internal static class SoakApp
{
    internal static async Task<WebApplication> StartAsync(SettingsFile settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Production",
            ContentRootPath = settings.Folder,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        SoakObjectives.Add(builder.AddSlo().AddSloAlertHandler<AlertCounter>());
        builder.Services.AddHealthChecks().AddSlo();
        WebApplication app = builder.Build();
        app.UseRouting();
        new Endpoints(app.Services).Map(app);
        app.MapHealthChecks("/health").DisableHttpMetrics();
        app.MapSloApi().AllowAnonymous();
        await app.StartAsync();
        return app;
    }
}
