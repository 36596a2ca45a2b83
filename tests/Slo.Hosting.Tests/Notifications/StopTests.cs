using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>The stop of a host while an alert fires: without a word, receivers would wait for its end for ever.</summary>
public sealed class StopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Targets.Types), MemberType = typeof(Targets))]
    public async Task Stop_WhileAnAlertFires_TellsTheTargetThatItIsOver(string type)
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        using IHost host = Host(new CollectingHandler(), Targets.Of(type, configure: target => target.Url = receiver.Address));
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        await Eventually.TrueAsync(() => receiver.Requests.Count == 1, "the alert was sent");

        await host.StopAsync(Cancel);

        var end = receiver.Requests[^1].Body;
        Assert.Equal(2, receiver.Requests.Count);
        Assert.Contains(
            type switch
            {
                "Alertmanager" => "the process stopped",
                "CloudEvents" => "\"resolution\":\"stopped\"",
                "PagerDuty" => "\"event_action\":\"resolve\"",
                "Slack" => "[RESOLVED]",
                _ => "\"status\":\"resolved\"",
            },
            end,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileAlertsOfGroupsFire_TellsHandlersOfEach()
    {
        CollectingHandler handler = new();
        using IHost host = Host(handler, options: objective => objective.GroupBy("tenant", 10).AlertPerGroup());
        await host.StartAsync(Cancel);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");
        tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "acme" });
        tracker.Record(new SloEvent(SloOutcome.Good) { Group = "other" });
        await Eventually.TrueAsync(() => handler.Transitions.Count == 2, "the objective and one group fire");

        await host.StopAsync(Cancel);

        SloAlertTransition[] ends = [.. handler.Transitions.Skip(2).OrderBy(end => end.Group)];
        Assert.Equal([null, "acme"], ends.Select(end => end.Group));
        Assert.All(ends, end =>
        {
            Assert.Equal((SloAlertTransitionKind.Resolved, SloAlertResolution.Stopped), (end.Kind, end.Resolution));
            Assert.Equal((AlertSeverity.Page, null), (end.Before, end.After));
            Assert.Equal(0, end.Sequence);
            Assert.Null(end.Cause);
            Assert.NotNull(end.Status);
        });
        Assert.Equal(handler.Transitions.Take(2).Select(fired => fired.Fingerprint).Order(), ends.Select(end => end.Fingerprint).Order());
    }

    // Replicas share an alert of such a receiver.
    [Fact]
    public async Task Stop_WithATargetThatIsNotToResolve_LeavesItsAlertOpen()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        CollectingHandler handler = new();
        using IHost host = Host(handler, Targets.Of("PagerDuty", configure: target =>
        {
            target.Url = receiver.Address;
            target.ResolveOnStop = false;
        }));
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        await Eventually.TrueAsync(() => receiver.Requests.Count == 1, "the alert was sent");

        await host.StopAsync(Cancel);

        Assert.Single(receiver.Requests);
        Assert.Equal(2, handler.Transitions.Count);
    }

    // The dispatcher must not close before the last evaluation.
    [Fact]
    public async Task Stop_OfAllServicesAtOnce_TellsTheEndToo()
    {
        CollectingHandler handler = new();
        using IHost host = Host(handler, isConcurrent: true);
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        await host.StopAsync(Cancel);

        Assert.Equal([SloAlertTransitionKind.Fired, SloAlertTransitionKind.Resolved], handler.Transitions.Select(change => change.Kind));
    }

    [Fact]
    public async Task Stop_WhileNothingFires_TellsNothing()
    {
        CollectingHandler handler = new();
        using IHost host = Host(handler);
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(100, 0);

        await host.StopAsync(Cancel);

        Assert.Empty(handler.Transitions);
    }

    private static IHost Host(
        CollectingHandler handler, SloNotificationTarget? target = null, Action<SloObjectiveBuilder>? options = null,
        bool isConcurrent = false) => SloHost.Build(builder =>
        {
            builder.Services.Configure<HostOptions>(host => host.ServicesStopConcurrently = isConcurrent);
            builder.Services.AddSingleton<ISloAlertHandler>(handler);
            builder.Services.AddSlo(slo =>
            {
                slo.AddObjective("checkout", objective =>
                {
                    objective.TargetPercent(99).UnobservedTime(UnobservedTime.Exclude).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1));
                    options?.Invoke(objective);
                });
                if (target is not null)
                {
                    slo.Notifications.AddTarget("ops", target);
                }
            });
        });
}
