using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Tests.Notifications;
using Slo.Hosting.Tests.Persistence;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Alerting;

/// <summary>
/// Code of the app that waits for another thread, which changes the registry and waits for the next evaluation. Called under a lock of ours it would
/// wait for ever, because the other thread wants that lock; on the thread of the evaluation too, because no evaluation would come.
/// </summary>
public sealed class SeamTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SloRegistry? _registry;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task AlertHandler_ThatWaitsForAChange_StopsNothing() => PassesAsync(builder =>
    {
        builder.Services.AddSingleton<Action>(WaitForAChange);
        builder.Services.AddSlo().AddSloAlertHandler<CallingHandler>();
    });

    [Fact]
    public Task NotificationChannel_ThatWaitsForAChange_StopsNothing() => PassesAsync(builder =>
    {
        builder.Services.AddSingleton(new ChannelProbe
        {
            Send = (_, _) =>
            {
                WaitForAChange();
                return Task.FromResult(SloNotificationResult.Delivered);
            },
        });
        builder.Services.AddSlo().AddNotifications<ChatTarget>("chat");
    });

    [Fact]
    public Task Logger_ThatWaitsForAChange_StopsNothing() => PassesAsync(builder => builder.Logging.AddProvider(new CallingLog(WaitForAChange, 11)));

    [Fact]
    public async Task Store_WhoseSaveWaitsForAChange_StopsNothing()
    {
        MemoryStore store = new();
        int? saved = null;
        await PassesAsync(
            builder => builder.Services.AddSlo().AddStore(_ => store, options => options.Interval = TimeSpan.FromSeconds(1)),
            host => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => store.Before = () =>
            {
                saved ??= store.Batches.Count;
                WaitForAChange();
                return Task.CompletedTask;
            }),
            () => Eventually.TrueAsync(() => store.Batches.Count >= saved + 2, "the save that waited, and the next one", Limit));
    }

    [Fact]
    public async Task ListenerOfTheMeter_ThatWaitsForAChange_StopsNothing()
    {
        using MeterListener listener = new();
        await PassesAsync(_ => { }, host =>
        {
            IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == "slo.evaluation.duration")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<double>((_, _, _, _) => WaitForAChange());
            listener.Start();
        });
    }

    // A subscriber who never reads: its queue takes what comes.
    [Fact]
    public async Task Subscriber_ThatNeverReads_StopsNothing()
    {
        using IHost host = Host(_ => { });
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        _ = registry.SubscribeToAlerts(Cancel);
        await host.StartAsync(Cancel);
        await FiresAndIsEvaluatedAsync(registry);
        await host.StopAsync(Cancel);
    }

    private static IHost Host(Action<HostApplicationBuilder> configure) => SloHost.Build(builder =>
    {
        builder.Services.AddMetrics().AddSlo(options =>
        {
            options.EvaluationInterval = TimeSpan.FromMilliseconds(100);
            options.UnobservedTime = UnobservedTime.Exclude;
            options.AddObjective("checkout", objective => objective.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
        });
        configure(builder);
    });

    private async Task PassesAsync(Action<HostApplicationBuilder> configure, Action<IHost>? started = null, Func<Task>? after = null)
    {
        using IHost host = Host(configure);
        _registry = host.Services.GetRequiredService<SloRegistry>();
        started?.Invoke(host);
        await host.StartAsync(Cancel);
        _registry.Get("checkout").Record(0, 100);
        await _passed.Task.WaitAsync(Limit, TimeProvider.System, Cancel);
        await FiresAndIsEvaluatedAsync(_registry);
        await (after?.Invoke() ?? Task.CompletedTask);
        await host.StopAsync(Cancel).WaitAsync(Limit, TimeProvider.System, Cancel);
    }

    private static async Task FiresAndIsEvaluatedAsync(SloRegistry registry)
    {
        SloTracker tracker = registry.Get("checkout");
        tracker.Record(0, 100);
        await Eventually.TrueAsync(() => tracker.Status.Events == tracker.Total, "an evaluation", Limit);
    }

    private void WaitForAChange()
    {
        if (_passed.Task.IsCompleted)
        {
            return;
        }

        SloRegistry registry = _registry!;
        Task change = Task.Run(
            () =>
            {
                registry.Replace([.. registry.Trackers.Select(tracker => tracker.Objective)]);
                registry.Add(new SloObjectiveBuilder("added").TargetPercent(99).Build());
                registry.Remove("added");
                SloTracker tracker = registry.Get("checkout");
                tracker.Record(0, 1);
                Eventually.TrueBlocking(() => tracker.Status.Events == tracker.Total, "an evaluation", Limit);
            },
            Cancel);
        if (change.Wait(Limit, Cancel))
        {
            _passed.TrySetResult();
        }
    }

    private sealed class CallingHandler(Action call) : ISloAlertHandler
    {
        public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
        {
            call();
            return Task.CompletedTask;
        }
    }

    private sealed class CallingLog(Action call, int id) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == id)
            {
                call();
            }
        }

        public void Dispose()
        {
        }
    }
}
