using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.AspNetCore.Api;
using Slo.AspNetCore.Coverage;
using Slo.AspNetCore.Shedding;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// The counting of requests in a host, whatever number of pipelines it has. Counts before everything that the app configures, unless the
/// app calls <c>UseSlo</c> at a place of its own.
/// </summary>
internal sealed class RequestCounting(IServiceProvider services) : IStartupFilter
{
    private CurrentObjectives? _objectives;
    private bool _isPlaced;

    /// <summary>How many requests feed the objectives of now.</summary>
    internal ServiceCoverage Coverage => Objectives().Get().Coverage;

    /// <summary>The requests of users since the start: good are those that fed an objective.</summary>
    internal SloEventCounts Requests => _objectives?.Requests ?? default;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        _ = Objectives();
        _ = services.GetRequiredService<CoverageInstruments>();

        // The pipeline is built from its end: by then the app has called UseSlo, or will not.
        app.Use(inner => _isPlaced ? inner : Middleware(inner));
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
            services.AddSingleton<ReplayTurn>();
            services.AddSingleton<CoverageInstruments>();
            SheddingServices.AddTo(services);
        }
    }

    /// <summary>Counts at this place of a pipeline.</summary>
    internal void Place(IApplicationBuilder app)
    {
        _ = Objectives();
        _isPlaced = true;
        app.Use(Middleware);
    }

    private RequestDelegate Middleware(RequestDelegate next) => new SloMiddleware(
        next, Objectives(), services.GetRequiredService<TimeProvider>(), Logger, services.GetRequiredService<HostStop>())
        .InvokeAsync;

    // Made while the app is built, by one thread.
    private CurrentObjectives Objectives()
    {
        if (_objectives is null)
        {
            SloRegistry[] registries = [.. AppSets.Of(services)];
            MappedRoutes routes = new(services.GetService<EndpointDataSource>, Logger);
            CurrentObjectives objectives = new(registries, routes, services.GetRequiredService<TimeProvider>(), Logger);
            Array.ForEach(registries, registry => registry.MarkRecorded<HttpIndicator>());

            // Before the start endpoints may still be mapped.
            services.GetService<IHostApplicationLifetime>()?.ApplicationStarted.Register(objectives.FollowEndpoints);
            _objectives = objectives;
        }

        return _objectives;
    }

    private ILogger Logger => services.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(SloMiddleware).FullName!);
}
