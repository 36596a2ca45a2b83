using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Incidents;
using Slo.Hosting.Notifications;

namespace Slo.Hosting.Alerting;

/// <summary>What hands alerts to handlers and targets, once in a host.</summary>
internal static class AlertingServices
{
    /// <summary>Before the evaluation service: what starts first stops last, and so gets the transitions of the last evaluation
    /// too.</summary>
    internal static void AddTo(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new AlertInstruments(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IncidentRoutes>();
        services.TryAddSingleton(provider => new NotificationTargets(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AlertInstruments>(),
            provider.GetRequiredService<SloBackgroundLoggerFactory>(), provider.GetRequiredService<IncidentRoutes>()));
        services.TryAddSingleton(provider => new SloAlertDispatcher(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NotificationTargets>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISloAlertHandler, TransitionLog>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AlertDispatchService>());
    }
}
