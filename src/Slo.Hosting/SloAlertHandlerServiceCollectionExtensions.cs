using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slo;
using Slo.Hosting.Alerting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds handlers of alerts to a host.</summary>
public static class SloAlertHandlerServiceCollectionExtensions
{
    /// <summary>Adds a handler, a singleton, that gets every transition of every alert of the host. The same type is added once.</summary>
    /// <typeparam name="THandler">The handler's type.</typeparam>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddSloAlertHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services) where THandler : class, ISloAlertHandler
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISloAlertHandler, THandler>());
        return services;
    }

    /// <summary>Before the evaluation service: what starts first stops last, and so gets the transitions of the last evaluation too.</summary>
    internal static void AddAlertDispatch(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new AlertInstruments(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => new SloAlertDispatcher(provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISloAlertHandler, TransitionLog>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AlertDispatchService>());
    }
}
