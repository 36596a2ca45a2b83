using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.Postgres.Tests;

/// <summary>A host that takes part in a fleet, with an objective that pages at once when all events are bad.</summary>
internal sealed class FleetHost : ISloAlertHandler, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ConcurrentQueue<SloAlertTransition> _told = new();
    private volatile Task _gate = Task.CompletedTask;

    private FleetHost(
        string connectionString, string schema, string name, Action<SloFleetOptions>? configure, Action<ISloBuilder>? build)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ISloAlertHandler>(this);
        ISloBuilder slo = builder.Services.AddSlo()
            .AddObjective("x", objective => objective.TargetPercent(90).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude))
            .AddObjective("grouped", objective => objective.TargetPercent(90).Rolling(TimeSpan.FromHours(1))
                .UnobservedTime(UnobservedTime.Exclude).GroupBy("tenant").AlertPerGroup())
            .AddPostgresFleet(
                connectionString,
                options =>
                {
                    options.Interval = TimeSpan.FromSeconds(1);
                    options.Instance = name;
                    configure?.Invoke(options);
                },
                store => store.Schema = schema);
        build?.Invoke(slo);
        _host = builder.Build();
    }

    internal IReadOnlyList<SloAlertTransition> Told => [.. _told];

    internal SloFleet Fleet => _host.Services.GetRequiredService<SloFleet>();

    internal SloReactions Reactions => _host.Services.GetRequiredService<SloReactions>();

    internal SloPolicies Policies => _host.Services.GetRequiredService<SloPolicies>();

    internal SloAlertDispatcher Alerts => _host.Services.GetRequiredService<SloAlertDispatcher>();

    internal SloRegistry Registry => _host.Services.GetRequiredService<SloRegistry>();

    internal SloTracker Tracker => Registry.Get("x");

    internal SloEventCounts FleetEvents => Fleet.Registry.Get("x").Status.Events;

    internal static async Task<FleetHost> StartAsync(
        string connectionString, string schema, string name, Action<SloFleetOptions>? configure = null, Action<ISloBuilder>? build = null)
    {
        FleetHost host = new(connectionString, schema, name, configure, build);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>Its handler ends no call before this is completed.</summary>
    internal void HoldHandler(Task until) => _gate = until;

    public async Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        _told.Enqueue(transition);
        await _gate.WaitAsync(cancellationToken);
    }

    internal Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
