using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Alerting;
using Slo.Hosting.Delivery;
using Slo.Hosting.Tests.Notifications;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Alerting;

public sealed class SloAlertDispatcherTests : IDisposable
{
    private readonly LogRecorder _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Evaluation_OfAnObjectiveThatBurns_ReachesHandlerAndLog()
    {
        using IHost host = Host();
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        CollectingHandler handler = Handler<CollectingHandler>(host);
        await Eventually.TrueAsync(() => handler.Transitions.Count == 1 && _log.Messages(11).Count == 1, "the alert");

        Assert.Equal((SloAlertTransitionKind.Fired, "checkout"), (handler.Transitions[0].Kind, handler.Transitions[0].Name));
        Assert.StartsWith("Alert 'checkout' is paging (Fired, from Process): page at 14.4x over 1h/5m, since 20", _log.Messages(11)[0], StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    // A fleet keeps which handlers have been notified, by name: two of one type must not share one.
    [Fact]
    public async Task Handlers_OfOneType_AreTwoReceivers()
    {
        CollectingHandler[] handlers = [new(), new()];
        using IHost host = SloHost.Build(builder =>
        {
            builder.Services.AddSlo();
            Array.ForEach(handlers, handler => builder.Services.AddSingleton<ISloAlertHandler>(handler));
        });
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        SloAlertTransition fired = Transitions.Fired();
        string[] names = [.. dispatcher.Pending(fired.Fingerprint).Select(receiver => receiver.Name).Where(name => name.Contains("Collecting", StringComparison.Ordinal))];

        Assert.Equal(["handler CollectingHandler", "handler CollectingHandler 2"], names);
        Assert.True(dispatcher.Post(fired, name => name == names[1]));
        await Eventually.TrueAsync(() => handlers[1].Transitions.Count == 1, "the second one is notified");
        Assert.Empty(handlers[0].Transitions);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Handlers_ThatHangOrThrow_CostNobodyElseATransition()
    {
        using IHost host = Host(timeout: TimeSpan.FromMilliseconds(100));
        using Outcomes outcomes = new(host);
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        for (var i = 0; i < 20; i++)
        {
            Assert.True(dispatcher.Post(Transitions.Fired(minute: i)));
        }

        CollectingHandler good = Handler<CollectingHandler>(host);
        await Eventually.TrueAsync(() => good.Transitions.Count == 20, "all transitions at the good handler", TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => outcomes["slo.alert.handled ThrowingHandler failed"] == 20, "all failures counted");
        await Eventually.TrueAsync(() => outcomes["slo.alert.handled WaitingHandler timed_out"] >= 2, "time-outs counted");
        await Eventually.TrueAsync(() => outcomes["slo.alert.handled HangingHandler timed_out"] == 1 + SupervisedCalls.MaximumLeftBehind, "calls left behind");

        // In order, each once; and who ignores its cancellation is called no more.
        Assert.Equal(Enumerable.Range(0, 20), good.Transitions.Select(transition => transition.At.Minute));
        Assert.Equal(20, outcomes["slo.alert.handled CollectingHandler handled"]);
        Assert.Equal(1 + SupervisedCalls.MaximumLeftBehind, Handler<HangingHandler>(host).Calls);
        Assert.Single(_log.Lines, line => line.Id.Id == 14 && line.Exception is InvalidOperationException);
        Assert.InRange(_log.Messages(15).Count, 1, 2);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Queue_OfAHandlerThatHangs_IsBoundedAndDropsTheOldest()
    {
        using IHost host = Host();
        using Outcomes outcomes = new(host);
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        dispatcher.Post(Transitions.Fired());
        await Eventually.TrueAsync(() => Handler<HangingHandler>(host).Calls == 1, "the first call hangs");
        for (var i = 0; i < 3 * HandlerQueue.Capacity; i++)
        {
            dispatcher.Post(Transitions.Fired());
        }

        Assert.Equal(2 * HandlerQueue.Capacity, outcomes["slo.alert.handled HangingHandler dropped"]);
        await Eventually.TrueAsync(
            () => _log.Messages(16).Contains("Handler HangingHandler is too slow or has stopped: its oldest transition was dropped (0 earlier ones not logged)"), "the loss in the log");
        await host.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_WithHandlersThatHang_EndsWithinTheDrainTimeAndDropsTheRest(bool byToken)
    {
        // The clock stands still, so that it ends with the token or at the moment to which the clock is moved.
        ManualTime time = new();
        using IHost host = Host(time: time);
        using Outcomes outcomes = new(host);
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        for (var i = 0; i < 10; i++)
        {
            dispatcher.Post(Transitions.Fired());
        }

        await Eventually.TrueAsync(() => outcomes["slo.alert.handled CollectingHandler handled"] == 10, "those that can be handled are");
        using CancellationTokenSource shutdown = new();
        Task stop = Assert.Single(host.Services.GetServices<IHostedService>(), service => service is AlertDispatchService).StopAsync(shutdown.Token);
        Assert.False(stop.IsCompleted);
        if (byToken)
        {
            await shutdown.CancelAsync();
        }
        else
        {
            time.Advance(SloAlertDispatcher.DrainTime);
        }

        await Eventually.TrueAsync(() => stop.IsCompleted, "it ends");
        Assert.False(dispatcher.Post(Transitions.Fired()));
        await Eventually.TrueAsync(() => outcomes["slo.alert.handled WaitingHandler dropped"] == 10, "all dropped ones counted");
        Assert.Equal(10, outcomes["slo.alert.handled CollectingHandler handled"]);
    }

    [Fact]
    public async Task Stop_AfterTheLastEvents_HandlesTheAlertOfTheLastEvaluation()
    {
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Services.AddSlo(options =>
                {
                    options.EvaluationInterval = TimeSpan.FromMinutes(1);
                    options.UnobservedTime = UnobservedTime.Exclude;
                    options.AddObjective("checkout", objective => objective.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
                }).AddSloAlertHandler<CollectingHandler>();
            },
            _log);
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        await host.StopAsync(Cancel);

        Assert.Equal(
            [SloAlertTransitionKind.Fired, SloAlertTransitionKind.Resolved], Handler<CollectingHandler>(host).Transitions.Select(change => change.Kind));
        Assert.Single(_log.Messages(11));
    }

    [Fact]
    public void Post_BeforeTheHostStarted_TakesNothing()
    {
        using IHost host = Host();

        Assert.False(host.Services.GetRequiredService<SloAlertDispatcher>().Post(Transitions.Fired()));
    }

    [Fact]
    public async Task Log_OfEachKind_HasTheLevelOfItsUrgency()
    {
        using IHost host = Host();
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        dispatcher.Post(Transitions.Fired(severity: AlertSeverity.Ticket));
        dispatcher.Post(Transitions.Of("checkout", AlertSeverity.Ticket, AlertSeverity.Page));
        dispatcher.Post(Transitions.Of("checkout", AlertSeverity.Page, AlertSeverity.Ticket));
        dispatcher.Post(Transitions.Resolved(minute: 90) with { Source = SloAlertSource.Alertmanager });
        await Eventually.TrueAsync(() => _log.Messages(13).Count == 1, "the last message");

        Assert.Equal(
            [(12, LogLevel.Warning), (11, LogLevel.Error), (12, LogLevel.Warning), (13, LogLevel.Information)],
            _log.Lines.Where(line => line.Id.Id is >= 11 and <= 13).Select(line => (line.Id.Id, line.Level)));
        Assert.Equal(["Alert 'checkout' (from Alertmanager) resolved after 1h30m: Recovered"], _log.Messages(13));
        await host.StopAsync(Cancel);
    }

    // What is compared ran at the same time on the same machine: a host whose handlers and targets all misbehave, and one without any.
    [Fact]
    public async Task Cadence_OfTheEvaluation_IsThatOfAHostWithoutHandlers()
    {
        await using Receiver never = await Receiver.StartAsync(async (context, _) => await Never.EndAsync(context.RequestAborted));
        await using Receiver broken = await Receiver.StartAsync(500);
        await using Receiver busy = await Receiver.StartAsync(429);
        using IHost calm = SloHost.Build(builder => builder.Services.AddSlo(Interval));
        using IHost host = SloHost.Build(builder =>
        {
            builder.Services.AddSlo(Interval)
                .AddWebhookNotifications("never", never.Address)
                .AddPagerDutyNotifications("broken", new string('k', 32), target => target.Url = broken.Address)
                .AddSlackNotifications("busy", busy.Address)
                .AddSloAlertHandler<HangingHandler>().AddSloAlertHandler<ThrowingHandler>().AddSloAlertHandler<BlockingHandler>();
        });
        using Outcomes outcomes = new(host);
        using Outcomes calmOutcomes = new(calm);
        await calm.StartAsync(Cancel);
        await host.StartAsync(Cancel);
        SloAlertDispatcher dispatcher = host.Services.GetRequiredService<SloAlertDispatcher>();
        var before = (outcomes["slo.evaluation.duration"], calmOutcomes["slo.evaluation.duration"]);
        var posted = 0;
        await Eventually.TrueAsync(
            () =>
            {
                dispatcher.Post(Transitions.Fired($"slo-{posted++ % 50}"));
                return calmOutcomes["slo.evaluation.duration"] - before.Item2 >= 20;
            },
            "20 evaluations of the host whose handlers behave");

        var evaluations = outcomes["slo.evaluation.duration"] - before.Item1;
        var calmEvaluations = calmOutcomes["slo.evaluation.duration"] - before.Item2;
        TestContext.Current.TestOutputHelper?.WriteLine($"{evaluations} evaluations with handlers that misbehave, {calmEvaluations} without any");
        // Both share a busy machine: one that is held up by a handler or a target would make a few at the most.
        Assert.True(evaluations >= calmEvaluations / 2, $"{evaluations} of {calmEvaluations}");
        Assert.True(outcomes["slo.notifications broken retried"] > 0, "the broken target was tried");
        await Task.WhenAll(host.StopAsync(Cancel), calm.StopAsync(Cancel));

        static void Interval(SloOptions options) => options.EvaluationInterval = TimeSpan.FromMilliseconds(100);
    }

    private static T Handler<T>(IHost host) where T : ISloAlertHandler => host.Services.GetServices<ISloAlertHandler>().OfType<T>().Single();

    private IHost Host(TimeSpan? timeout = null, TimeProvider? time = null) => SloHost.Build(
        builder =>
        {
            builder.Services.AddSlo(options =>
            {
                options.EvaluationInterval = TimeSpan.FromMilliseconds(100);
                options.UnobservedTime = UnobservedTime.Exclude;
                options.AlertHandlerTimeout = timeout ?? TimeSpan.FromSeconds(10);
                options.AddObjective("checkout", objective => objective.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
            }).AddSloAlertHandler<HangingHandler>().AddSloAlertHandler<ThrowingHandler>().AddSloAlertHandler<WaitingHandler>()
                .AddSloAlertHandler<CollectingHandler>().AddSloAlertHandler<CollectingHandler>();
        },
        _log, time);
}
