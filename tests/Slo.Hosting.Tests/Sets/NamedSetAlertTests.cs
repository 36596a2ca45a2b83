using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Tests.Alerting;
using Slo.Hosting.Tests.Notifications;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sets;

public sealed class NamedSetAlertTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_OfTheSameObjectiveInSeveralSets_AreSeveralAlerts()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        using LogRecorder log = new();
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Services.AddSlo(Availability).AddCloudEventsNotifications("ops", receiver.Address).AddSloAlertHandler<CollectingHandler>();
                builder.Services.AddSlo("eu", Availability);
                builder.Services.AddSlo("us", Availability);
            },
            log);
        await host.StartAsync(Cancel);
        foreach (SloRegistry registry in (SloRegistry[])[
            host.Services.GetRequiredService<SloRegistry>(), host.Services.GetRequiredKeyedService<SloRegistry>("eu"), host.Services.GetRequiredKeyedService<SloRegistry>("us")])
        {
            registry.Get("availability").Record(0, 100);
        }

        CollectingHandler handler = host.Services.GetServices<ISloAlertHandler>().OfType<CollectingHandler>().Single();
        await Eventually.TrueAsync(() => handler.Transitions.Count == 3 && receiver.Requests.Count == 3 && log.Messages(11).Count == 3, "three alerts");
        var byset = handler.Transitions.ToDictionary(transition => transition.Set);
        var own = host.Services.GetRequiredService<SloRegistry>().Get("availability").Objective.Fingerprint;

        Assert.Equal(["", "eu", "us"], byset.Keys.Order());
        Assert.Equal(own, byset[""].Fingerprint);
        Assert.Equal(3, byset.Values.Select(transition => transition.Fingerprint).Distinct().Count());
        Assert.All(byset.Values, transition => Assert.Matches("^[0-9a-f]{32}$", transition.Fingerprint));
        Assert.Equal(
            ["Alert 'availability'", "Alert 'eu/availability'", "Alert 'us/availability'"],
            log.Messages(11).Select(message => message[..message.IndexOf(" is paging", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        await host.StopAsync(Cancel);

        static void Availability(SloOptions options)
        {
            options.EvaluationInterval = TimeSpan.FromMilliseconds(100);
            options.UnobservedTime = UnobservedTime.Exclude;
            options.AddObjective("availability", objective => objective.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
        }
    }
}
