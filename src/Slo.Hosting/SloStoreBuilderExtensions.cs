using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo;
using Slo.Hosting.Sets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a store, so that a restart forgets nothing.</summary>
public static class SloStoreBuilderExtensions
{
    /// <summary>
    /// Keeps the state of the set in a store: it is loaded at start, saved at an interval, and a last time when the host stops. A store
    /// that fails stops nothing: health checks report it, and the host tries again.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="create">Creates the store; the host disposes of it. A later call replaces an earlier one.</param>
    /// <param name="configure">When to save.</param>
    /// <exception cref="OptionsValidationException">At start: an interval is out of its range.</exception>
    public static ISloBuilder AddStore(
        this ISloBuilder builder, Func<IServiceProvider, ISloStore> create, Action<SloStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        SloSet set = new(builder.Name);
        var isNew = !builder.Services.Any(service =>
            service.ServiceType == typeof(ISloStore) && service.IsKeyedService && Equals(service.ServiceKey, builder.Name));
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        if (isNew)
        {
            builder.Services.AddOptions<SloStoreOptions>(builder.Name)
                .Validate(
                    options => IsWithin(options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
                    "Interval: must be from 1s to 1h")
                .Validate(
                    options => IsWithin(options.CompleteInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
                    "CompleteInterval: must be from 1m to 1d")
                .Validate(
                    options => IsWithin(options.StateRetention, TimeSpan.Zero, TimeSpan.FromDays(3650)),
                    "StateRetention: must be from 0s to 3650d")
                .Validate(
                    options => IsWithin(options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
                    "Timeout: must be from 100ms to 5m")
                .Validate(
                    options => IsWithin(options.LedgerRetention, TimeSpan.FromDays(1), TimeSpan.FromDays(3_650)),
                    "LedgerRetention: must be from 1d to 3650d")
                .ValidateOnStart();
            builder.Services.AddSingleton<IHostedService>(provider => set.CreateStoreService(provider));
        }

        if (configure is not null)
        {
            builder.Services.Configure(builder.Name, configure);
        }

        return builder;
    }

    private static bool IsWithin(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
