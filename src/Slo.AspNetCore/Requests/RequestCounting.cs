using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.AspNetCore.Requests;

/// <summary>Counts requests before everything that the app configures, unless the app calls <c>UseSlo</c> at a place of its own.</summary>
internal sealed class RequestCounting : IStartupFilter
{
    private bool _isPlaced;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        SloRegistry[] registries = SloApplicationBuilderExtensions.Prepare(app);

        // The pipeline is built from its end: by then the app has called UseSlo, or will not.
        app.Use(inner => _isPlaced ? inner : SloApplicationBuilderExtensions.Middleware(inner, app, registries).InvokeAsync);
        next(app);
    };

    /// <summary>Called by name, by <c>AddSlo</c> of Slo.Hosting.</summary>
    internal static void AddTo(IServiceCollection services)
    {
        if (!services.Any(service => service.ServiceType == typeof(RequestCounting)))
        {
            services.AddSingleton<RequestCounting>();
            services.AddSingleton<IStartupFilter>(provider => provider.GetRequiredService<RequestCounting>());
            services.AddSingleton<HostStop>();
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostStop>());
        }
    }

    /// <summary>The app calls <c>UseSlo</c>.</summary>
    internal void Place() => _isPlaced = true;
}
