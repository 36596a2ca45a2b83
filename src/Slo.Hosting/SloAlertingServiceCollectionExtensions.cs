using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slo;
using Slo.Hosting.Alerting;
using Slo.Hosting.Notifications;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds handlers of alerts and targets of notifications to a host.</summary>
public static class SloAlertingServiceCollectionExtensions
{
    /// <summary>Adds a handler, a singleton, that gets every transition of every alert of the host. The same type is added once.</summary>
    /// <typeparam name="THandler">The handler's type.</typeparam>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddSloAlertHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services) where THandler : class, ISloAlertHandler
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISloAlertHandler, THandler>());
        return services;
    }

    /// <summary>Declares one more target of notifications.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="name">Unique, regardless of case.</param>
    /// <param name="type">The format of the notifications.</param>
    /// <param name="configure">Sets the address and which alerts to send; every fault is reported at start.</param>
    public static ISloBuilder AddNotificationTarget(
        this ISloBuilder builder, string name, SloNotificationType type, Action<SloNotificationTarget>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<SloOptions>(options => options.Notifications.AddTarget(name, type, configure));
        return builder;
    }

    /// <summary>
    /// Registered before the evaluation service: it stops later, and so receives the transitions of the last evaluation.
    /// </summary>
    internal static void AddAlertDispatch(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new AlertInstruments(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<NotificationTargets>();
        services.TryAddSingleton(provider => new SloAlertDispatcher(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NotificationTargets>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISloAlertHandler, TransitionLog>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AlertDispatchService>());
    }
}
