using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Sources;
using Slo.Testing;

namespace Slo.Hosting.Tests.Sources;

/// <summary>A running host with objectives on instruments. It samples and evaluates when told, and not otherwise for a minute.</summary>
internal sealed class MeasuringHost : IAsyncDisposable
{
    private readonly IHost _host;

    private MeasuringHost(IHost host, LogRecorder log)
    {
        _host = host;
        Log = log;
        Meter = Factory.Create("app");
    }

    /// <summary>The meter "app" of this host's own factory.</summary>
    internal Meter Meter { get; }

    internal LogRecorder Log { get; }

    internal IServiceProvider Services => _host.Services;

    internal SloRegistry Registry => _host.Services.GetRequiredService<SloRegistry>();

    internal InstrumentSource Source => _host.Services.GetRequiredService<InstrumentSource>();

    private IMeterFactory Factory => _host.Services.GetRequiredService<IMeterFactory>();

    /// <summary>One objective "x".</summary>
    internal static Task<MeasuringHost> StartAsync(Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, Action<IServiceCollection>? add = null) =>
        StartAsync(options => options.AddObjective("x", objective => declare(objective.TargetPercent(99).NoRules())), add);

    internal static async Task<MeasuringHost> StartAsync(
        Action<SloOptions> configure, Action<IServiceCollection>? add = null, TimeSpan? interval = null)
    {
        LogRecorder log = new();

        // By this clock the first minute is a whole one: where a test sets no interval, it is over before anything else evaluates.
        FakeTimeProvider? time = interval is null ? new() : null;
        IHost host = SloHost.Build(
            builder =>
            {
                builder.Services.AddMetrics().AddSlo(options =>
                {
                    options.EvaluationInterval = interval ?? TimeSpan.FromMinutes(1);
                    configure(options);
                });
                add?.Invoke(builder.Services);
            },
            log,
            time);
        MeasuringHost measuring = new(host, log);
        await host.StartAsync();
        return measuring;
    }

    internal (long Good, long Bad, long Ignored) Counts(string name = "x")
    {
        SloTracker tracker = Registry.Get(name);
        return (tracker.Total.Good, tracker.Total.Bad, tracker.IgnoredTotal);
    }

    /// <summary>What the meter says was rejected, by reason; reasons without a count are left out.</summary>
    internal Dictionary<string, long> Rejected()
    {
        Dictionary<string, long> rejected = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "slo.events.rejected" && ReferenceEquals(instrument.Meter.Scope, Factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (value > 0)
            {
                rejected[(string)tags[0].Value!] = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return rejected;
    }

    internal void EvaluateOnce() => Services.GetServices<IHostedService>().OfType<SloEvaluationService>().Single().EvaluateOnce();

    internal Task LoggedAsync() => _host.LoggedAsync();

    internal Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
