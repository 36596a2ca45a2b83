using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Hosting.Alerting;
using Slo.Hosting.Backfill;
using Slo.Hosting.Configuration;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Fleet;
using Slo.Hosting.Gates;
using Slo.Hosting.Incidents;
using Slo.Hosting.Notifications;
using Slo.Hosting.Persistence;
using Slo.Hosting.Policies;
using Slo.Hosting.Reactions;
using Slo.Hosting.Sources;
using Slo.Hosting.Sources.Polling;

namespace Slo.Hosting.Sets;

/// <summary>A set of SLOs and what runs it. The default set is found by type, a named one by type and its name as the key.</summary>
/// <param name="name">As options are named; empty: the default set.</param>
internal sealed class SloSet(string name)
{
    internal string Name => name;

    internal void AddTo(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new SloBackgroundLoggerFactory(
            provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SloOptions>, SloOptionsValidator>());
        services.AddOptions<SloOptions>(name).ValidateOnStart();
        if (name.Length > 0)
        {
            services.TryAddKeyedSingleton<IMeterFactory>(
                name, (provider, _) => new TaggedMeters("slo.set", name, provider.GetService<IMeterFactory>()));
        }

        AddPart(services, provider => new SourceDirectory(Options(provider).Sources, provider.GetRequiredService<TimeProvider>()));
        AddPart(services, CreateRegistry);
        AddPart(services, provider => new InstrumentSource(
            Part<SloRegistry>(provider), Options(provider).EvaluationInterval, Logger<InstrumentSource>(provider),
            provider.GetService<IMeterFactory>()));
        AddPart(services, _ => new SloConfigurationState());
        AddPart(services, _ => new AddedObjectives());
        AddPart(services, _ => new StoreState());
        AddPart(services, provider => new SloLedgerReader(
            name, Part<SloRegistry>(provider), provider.GetKeyedService<ISloStore>(name), StoreOptions(provider).Timeout,
            provider.GetRequiredService<TimeProvider>()));
        AddPart(services, CreateIncidents);
        AddGates(services);
        AddPolicies(services);
        AlertingServices.AddTo(services);
        AddServices(services);
        AddReactions(services);
    }

    private void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IHostedService>(provider => new SloEvaluationService(
            Part<SloRegistry>(provider), Part<InstrumentSource>(provider), Options(provider).EvaluationInterval,
            provider.GetRequiredService<TimeProvider>(), Logger<SloEvaluationService>(provider),
            provider.GetRequiredService<SloAlertDispatcher>(), Options(provider).Warnings, Part<StoreState>(provider),
            AlertsOfInstance(provider), Part<SloGates>(provider), Part<SloPolicies>(provider)));
        services.AddSingleton<IHostedService>(Part<InstrumentSource>);
        services.AddSingleton<IHostedService>(CreateReloader);
        services.AddSingleton<IHostedService>(provider => new SourcePolling(
            Part<SloRegistry>(provider), Part<SourceDirectory>(provider), StoreOf(provider), provider.GetRequiredService<TimeProvider>(),
            Logger<SourcePolling>(provider), Meters(provider)));
    }

    internal T Part<T>(IServiceProvider provider) where T : notnull =>
        name.Length == 0 ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(name);

    /// <summary>The options of this set. The first access reports the errors of all sets, so that they can be fixed together.</summary>
    /// <exception cref="OptionsValidationException">Some set has errors.</exception>
    internal SloOptions Options(IServiceProvider provider)
    {
        IOptionsMonitor<SloOptions> options = provider.GetRequiredService<IOptionsMonitor<SloOptions>>();
        OptionsValidationException[] refusals = [.. provider.GetServices<SloSet>().Select(set => Refusal(set,
            options)).OfType<OptionsValidationException>()];
        return refusals.Length == 0
            ? options.Get(name)
            : throw new OptionsValidationException(
                refusals[0].OptionsName, typeof(SloOptions), refusals.SelectMany(refusal => refusal.Failures));
    }

    private SloIncidents CreateIncidents(IServiceProvider provider) => new(
        name, Part<SloRegistry>(provider), Part<SloLedgerReader>(provider), provider.GetKeyedService<SloFleet>(name)?.Ledger,
        provider.GetRequiredService<IncidentRoutes>(), Logger<SloIncidents>(provider));

    internal StoreService CreateStoreService(IServiceProvider provider)
    {
        SloStoreOptions options = StoreOptions(provider);
        return new(
            name, Part<SloRegistry>(provider), provider.GetRequiredKeyedService<ISloStore>(name), Part<StoreState>(provider), options,
            provider.GetRequiredService<TimeProvider>(), Logger<StoreService>(provider),
            options.MarkDeployments ? DeploymentWatch.Version(options, provider.GetService<IConfiguration>()) : null,
            Meters(provider));
    }

    internal BackfillService CreateBackfillService(IServiceProvider provider)
    {
        SloBackfillOptions options = provider.GetRequiredService<IOptionsMonitor<SloBackfillOptions>>().Get(name);
        return new(
            Part<SloRegistry>(provider),
            [.. provider.GetKeyedServices<SourceFactory>(name).Select(source => source.Create(options))],
            StoreOf(provider), Part<AddedObjectives>(provider), options, Part<SourceDirectory>(provider).Reads,
            provider.GetRequiredService<TimeProvider>(), Logger<BackfillService>(provider));
    }

    internal SloFleet CreateFleet(IServiceProvider provider)
    {
        SloRegistry registry = new(
            provider.GetRequiredService<TimeProvider>(), new TaggedMeters("slo.scope", "fleet", Meters(provider)), set: name,
            scope: SloScope.Fleet);
        registry.Replace([.. Part<SloRegistry>(provider).Trackers.Where(tracker => !tracker.IsFed).Select(tracker => tracker.Objective)]);
        return new(
            registry, provider.GetRequiredKeyedService<ISloFleetStore>(name), FleetOptions(provider),
            provider.GetRequiredService<TimeProvider>(), Logger<SloFleet>(provider));
    }

    internal FleetService CreateFleetService(IServiceProvider provider)
    {
        SloFleet fleet = provider.GetRequiredKeyedService<SloFleet>(name);
        return new(
            name, Part<SloRegistry>(provider), fleet, provider.GetRequiredKeyedService<ISloFleetStore>(name), FleetOptions(provider),
            provider.GetRequiredService<SloAlertDispatcher>(), new FleetInstruments(Meters(provider), fleet),
            provider.GetRequiredService<TimeProvider>(), Logger<FleetService>(provider));
    }

    private void AddReactions(IServiceCollection services)
    {
        services.TryAddSingleton<ReactionResources>();
        AddPart(services, CreateReactions);
        AddPart(services, provider => Part<ReactionParts>(provider).Reactions);
        services.AddSingleton<IHostedService>(provider => Part<ReactionParts>(provider).Service);
    }

    private ReactionParts CreateReactions(IServiceProvider provider)
    {
        SloFleet? fleet = provider.GetKeyedService<SloFleet>(name);
        return new(
            name, Options(provider).Reactions.Plans, Part<SloRegistry>(provider), fleet,
            (provider.GetKeyedService<ISloStore>(name), provider.GetKeyedService<ISloFleetStore>(name)),
            provider.GetRequiredService<ReactionResources>(), StoreOptions(provider).Timeout,
            provider.GetRequiredService<SloAlertDispatcher>(), Meters(provider), provider.GetRequiredService<TimeProvider>(),
            Logger<ReactionService>(provider));
    }

    private SloFleetOptions FleetOptions(IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<SloFleetOptions>>().Get(name);

    // Null: all. Else those of the fleet take their place, as long as it can be reached.
    private Predicate<SloAlertTransition>? AlertsOfInstance(IServiceProvider provider) =>
        provider.GetKeyedService<SloFleet>(name) is { } fleet && !FleetOptions(provider).Alerts.HasFlag(SloAlertScopes.Instance)
            ? fleet.Fallback.IsDelivered : null;

    private StoreState? StoreOf(IServiceProvider provider) =>
        provider.GetKeyedService<ISloStore>(name) is null ? null : Part<StoreState>(provider);

    private SloStoreOptions StoreOptions(IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<SloStoreOptions>>().Get(name);

    private static OptionsValidationException? Refusal(SloSet set, IOptionsMonitor<SloOptions> options)
    {
        try
        {
            options.Get(set.Name);
            return null;
        }
        catch (OptionsValidationException refusal)
        {
            return refusal;
        }
    }

    private void AddGates(IServiceCollection services)
    {
        services.TryAddSingleton<SloDrain>();
        AddPart(services, provider => new SloGates(
            Part<SloRegistry>(provider), provider.GetKeyedService<SloFleet>(name), Options(provider).Gates, Logger<SloGates>(provider)));
        AddPart<ISloGate>(services, Part<SloGates>);
    }

    private void AddPolicies(IServiceCollection services)
    {
        AddPart(services, provider =>
        {
            SloRegistry registry = Part<SloRegistry>(provider);
            IReadOnlyList<SloPolicy> declared = Options(provider).BuiltPolicies;
            PolicyAudit audit = new(registry, provider.GetRequiredService<SloAlertDispatcher>(), Logger<SloPolicies>(provider));
            SloPolicies policies = new(registry, provider.GetKeyedService<SloFleet>(name), declared, audit);
            PolicyInstruments.AddTo(Meters(provider), policies);
            return policies;
        });
        AddPart(services, provider => new SloReleaseGate(
            Part<SloRegistry>(provider), Part<SloPolicies>(provider), Part<SloLedgerReader>(provider),
            provider.GetRequiredService<TimeProvider>(), Logger<SloReleaseGate>(provider)));
    }

    private void AddPart<T>(IServiceCollection services, Func<IServiceProvider, T> create) where T : class
    {
        if (name.Length == 0)
        {
            services.TryAddSingleton(create);
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => create(provider));
        }
    }

    private IMeterFactory? Meters(IServiceProvider provider) =>
        name.Length == 0 ? provider.GetService<IMeterFactory>() : provider.GetRequiredKeyedService<IMeterFactory>(name);

    // The category identifies the messages of a named set. In the background: it is logged from an evaluation, from under a lock, or at
    // start and stop.
    private ILogger Logger<T>(IServiceProvider provider) =>
        provider.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(
            name.Length == 0 ? typeof(T).FullName! : $"{typeof(T).FullName}.{name}");

    private SloRegistry CreateRegistry(IServiceProvider provider)
    {
        SloOptions options = Options(provider);
        SloRegistry registry = new(
            provider.GetRequiredService<TimeProvider>(), Meters(provider), set: name, isFed: Part<SourceDirectory>(provider).Reads)
        {
            Canary = options.Canary,
            Dependencies = options.Dependencies,
        };
        IncidentRoutes routes = provider.GetRequiredService<IncidentRoutes>();
        routes[name] = options.Incidents;
        routes.Follow(name, registry.Ledger);
        foreach (SloObjective objective in options.Built)
        {
            registry.Add(objective);
        }

        return registry;
    }

    private SloReloader CreateReloader(IServiceProvider provider) => new(
        name, provider.GetServices<SloConfigurationSection>().Where(section => section.Set == name)
            .Select(section => section.In(provider)).OfType<IConfiguration>(),
        provider.GetServices<ISloChangeTokenSource>().Where(source => source.Name == name),
        provider.GetRequiredService<IOptionsFactory<SloOptions>>(), Part<SloRegistry>(provider), Part<InstrumentSource>(provider),
        Part<SourceDirectory>(provider), Part<SloPolicies>(provider),
        name.Length == 0 ? provider.GetRequiredService<NotificationTargets>() : null,
        provider.GetRequiredService<IncidentRoutes>(),
        Part<SloConfigurationState>(provider), Part<AddedObjectives>(provider), provider.GetRequiredService<TimeProvider>(),
        Logger<SloReloader>(provider), Meters(provider),
        provider.GetService<IConfiguration>());
}
