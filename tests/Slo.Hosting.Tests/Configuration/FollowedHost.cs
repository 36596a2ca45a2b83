using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Configuration;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>A running host that follows JSON files, with one more objective in code.</summary>
internal sealed class FollowedHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly MeterListener _listener;
    private long _rejections;

    private FollowedHost(IHost host)
    {
        _host = host;
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.config.rejections" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _rejections, value));
        _listener.Start();
    }

    internal LogRecorder Log { get; private init; } = new();

    internal SloRegistry Registry => _host.Services.GetRequiredService<SloRegistry>();

    internal long Rejections => Interlocked.Read(ref _rejections);

    internal IEnumerable<string> Objectives => Registry.Trackers.Select(tracker => tracker.Objective.ToString());

    internal static Task<FollowedHost> StartAsync(params ConfigurationFile[] files) => StartAsync(_ => { }, files);

    internal static async Task<FollowedHost> StartAsync(Action<IConfigurationBuilder> configure, params ConfigurationFile[] files)
    {
        LogRecorder log = new();
        IHost host = SloHost.Build(
            builder =>
            {
                configure(builder.Configuration);
                Array.ForEach(files, file => builder.Configuration.AddJsonFile(file.FullName, optional: true, reloadOnChange: true));
                builder.Services.AddMetrics().AddSlo(
                    builder.Configuration.GetSection("Slo"), options => options.AddObjective("code", objective => objective.TargetPercent(90).NoRules()));
                builder.Services.AddHealthChecks().AddSlo();
            },
            log);
        FollowedHost followed = new(host) { Log = log };
        await host.StartAsync(TestContext.Current.CancellationToken);
        return followed;
    }

    internal Task RefusedAsync(int times = 1) => Eventually.TrueAsync(() => Log.Messages(9).Count >= times, "the refusal");

    internal Task ReloadedAsync(int times = 1) => Eventually.TrueAsync(() => Log.Messages(8).Count >= times, "new definitions in force");

    /// <summary>Makes the providers read now, as their watchers do.</summary>
    internal void ReadFiles() => ((IConfigurationRoot)_host.Services.GetRequiredService<IConfiguration>()).Reload();

    /// <summary>Reloads now, as a timer that was set earlier does.</summary>
    internal void Reload() => _host.Services.GetServices<IHostedService>().OfType<SloReloader>().Single().Reload();

    internal Task HealthyAsync() => Eventually.TrueAsync(
        async () =>
        {
            Registry.Evaluate();
            return await HealthAsync() == HealthStatus.Healthy;
        },
        () => "the newest configuration in force");

    internal async Task<HealthStatus> HealthAsync() => (await _host.Services.GetRequiredService<HealthCheckService>()
        .CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["slo"].Status;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _listener.Dispose();
        _host.Dispose();
    }
}
