using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Sources;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Evaluation;

public sealed class SloEvaluationServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluation_OfARunningHost_PublishesWhatWasRecorded()
    {
        using IHost host = Host();
        await host.StartAsync(Cancel);
        SloTracker tracker = Tracker(host);
        tracker.Record(9, 1);
        await Eventually.TrueAsync(() => tracker.Status.Events == new SloEventCounts(9, 1), "the events in the published status");
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Evaluation_RunsOnAThreadOfItsOwn_EveryInterval()
    {
        using IHost host = Host(interval: TimeSpan.FromMilliseconds(100));
        await host.StartAsync(Cancel);
        SloTracker tracker = Tracker(host);
        HashSet<DateTimeOffset> instants = [];
        await Eventually.TrueAsync(() => instants.Add(tracker.Status.AsOf) && instants.Count > 5, "five evaluations");

        // Once an interval, aligned to it, and not more often: 100 ms each, and never one twice.
        Assert.True(instants.Max() - instants.Min() >= TimeSpan.FromMilliseconds(400), $"{instants.Count} within {instants.Max() - instants.Min()}");
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Stop_AfterTheLastEvents_CountsThem()
    {
        // The next evaluation by the clock would be up to a minute away.
        using IHost host = Host(interval: TimeSpan.FromMinutes(1));
        await host.StartAsync(Cancel);
        Tracker(host).Record(3, 2);
        await host.StopAsync(Cancel);

        Assert.Equal(new SloEventCounts(3, 2), Tracker(host).Status.Events);
    }

    [Fact]
    public async Task Stop_AndDispose_MayBeCalledAgainInAnyOrder()
    {
        LogRecorder log = new();
        using IHost host = Host(log);
        IHostedService service = Assert.Single(host.Services.GetServices<IHostedService>(), service => service is SloEvaluationService);
        await service.StopAsync(Cancel);
        await service.StartAsync(Cancel);
        await service.StopAsync(Cancel);
        await service.StopAsync(Cancel);
        ((IDisposable)service).Dispose();
        ((IDisposable)service).Dispose();
        await service.StopAsync(Cancel);

        await host.LoggedAsync();
        Assert.Single(log.Messages(2));
    }

    [Fact]
    public async Task Dispose_WithoutStop_EndsTheThread()
    {
        IHost host = Host(interval: TimeSpan.FromMilliseconds(100));
        await host.StartAsync(Cancel);
        var service = (SloEvaluationService)Assert.Single(host.Services.GetServices<IHostedService>(), service => service is SloEvaluationService);
        host.Dispose();

        await Eventually.TrueAsync(() => service.Ended.IsCompleted, "the end of the thread");
    }

    [Fact]
    public async Task Stop_WhenAnEvaluationHangs_ReturnsWithTheShutdownToken()
    {
        FaultyTime time = new();
        IHost host = Host(time: time);
        await host.StartAsync(Cancel);
        time.Hang();
        using CancellationTokenSource shutdown = new();
        Task stop = Assert.Single(host.Services.GetServices<IHostedService>(), service => service is SloEvaluationService).StopAsync(shutdown.Token);

        Assert.False(stop.IsCompleted);
        await shutdown.CancelAsync();
        await Eventually.TrueAsync(() => stop.IsCompletedSuccessfully, "it returns");
        host.Dispose();
        time.Continue();
    }

    [Fact]
    public async Task Evaluation_ThatFails_NeitherEndsTheLoopNorTheHost()
    {
        FaultyTime time = new();
        LogRecorder log = new();
        using IHost host = Host(log, TimeSpan.FromMilliseconds(100), time);
        await host.StartAsync(Cancel);
        SloTracker tracker = Tracker(host);
        DateTimeOffset before = tracker.Status.AsOf;
        time.Fault = new InvalidOperationException("the clock is broken");
        await Eventually.TrueAsync(() => time.FailedReads > 5, "several failing evaluations");
        await Eventually.TrueAsync(() => log.Messages(4).Count > 0, "a failure in the log");
        time.Fault = null;
        tracker.Record(1, 1);
        await Eventually.TrueAsync(() => tracker.Status.Events.Total == 2 && tracker.Status.AsOf > before, "evaluation goes on");

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.All(log.Lines.Where(line => line.Id.Id == 4 && line.Level == LogLevel.Error), line => Assert.Equal("the clock is broken", line.Exception!.Message));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public void Failures_InARow_AreLoggedOnceAMinute()
    {
        FaultyTime broken = new();
        ManualTime time = new();
        LogRecorder log = new();
        using SloRegistry registry = new(broken);
        using LoggerFactory loggers = new([log]);
        using InstrumentSource instruments = new(registry, SloOptions.DefaultEvaluationInterval, loggers.CreateLogger<InstrumentSource>(), meters: null);
        using SloEvaluationService service = new(registry, instruments, SloOptions.DefaultEvaluationInterval, time, loggers.CreateLogger<SloEvaluationService>());
        broken.Fault = new InvalidOperationException("the clock is broken");
        for (var second = 0; second < 120; second++)
        {
            service.EvaluateOnce();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [
                "Evaluation of service level objectives failed; it continues (0 earlier failures not logged)",
                "Evaluation of service level objectives failed; it continues (59 earlier failures not logged)",
            ],
            log.Messages(4));
    }

    [Fact]
    public void ClockSteps_MetByAnEvaluation_AreLogged()
    {
        ManualTime time = new();
        LogRecorder log = new();
        using SloRegistry registry = new(time);
        using LoggerFactory loggers = new([log]);
        using InstrumentSource instruments = new(registry, SloOptions.DefaultEvaluationInterval, loggers.CreateLogger<InstrumentSource>(), meters: null);
        using SloEvaluationService service = new(registry, instruments, SloOptions.DefaultEvaluationInterval, time, loggers.CreateLogger<SloEvaluationService>());
        service.EvaluateOnce();
        time.StepWall(TimeSpan.FromMinutes(90));
        service.EvaluateOnce();
        time.StepWall(TimeSpan.FromHours(-1));
        service.EvaluateOnce();

        Assert.Equal(["1h30m count as unobserved: the clock jumped ahead, or the process stood still"], log.Messages(5));
        Assert.Equal(["The wall clock went back; windows follow the monotonic clock and are not affected"], log.Messages(6));
    }

    [Fact]
    public async Task TwoHosts_InOneProcess_EvaluateTheirOwnObjectivesOnly()
    {
        using IHost first = Host();
        using IHost second = Host();
        await first.StartAsync(Cancel);
        await second.StartAsync(Cancel);
        Tracker(first).Record(10, 0);
        Tracker(second).Record(0, 5);
        await first.StopAsync(Cancel);
        await second.StopAsync(Cancel);

        Assert.Equal(new SloEventCounts(10, 0), Tracker(first).Status.Events);
        Assert.Equal(new SloEventCounts(0, 5), Tracker(second).Status.Events);
    }

    private static IHost Host(LogRecorder? log = null, TimeSpan? interval = null, TimeProvider? time = null) => SloHost.Build(
        builder => builder.Services.AddSlo(options =>
        {
            options.EvaluationInterval = interval ?? TimeSpan.FromMilliseconds(200);
            options.AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromDays(1)));
        }),
        log,
        time);

    private static SloTracker Tracker(IHost host) => host.Services.GetRequiredService<SloRegistry>().Get("checkout");
}
