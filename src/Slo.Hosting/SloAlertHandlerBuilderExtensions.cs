using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds handlers of alerts to a host.</summary>
public static class SloAlertHandlerBuilderExtensions
{
    /// <summary>Adds a handler, a singleton, that gets every transition of every alert of the host. The same type is added once.</summary>
    /// <typeparam name="THandler">The handler's type.</typeparam>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    public static ISloBuilder AddSloAlertHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this ISloBuilder builder) where THandler : class, ISloAlertHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSloAlertHandler<THandler>();
        return builder;
    }

    /// <summary>Adds a handler, a singleton, that gets every transition of every alert of the host: for a library that does not call
    /// <c>AddSlo</c> itself. The same type is added once.</summary>
    /// <typeparam name="THandler">The handler's type.</typeparam>
    /// <param name="services">The services of the host.</param>
    public static IServiceCollection AddSloAlertHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services) where THandler : class, ISloAlertHandler
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISloAlertHandler, THandler>());
        return services;
    }
}
