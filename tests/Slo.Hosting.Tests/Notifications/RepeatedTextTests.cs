using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Slo.Hosting.Alerting;
using Slo.Hosting.Notifications;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

public sealed class RepeatedTextTests
{
    [Fact]
    public async Task Alertmanager_ThatIsToldAgain_HearsHowItStandsByThen()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("checkout").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).Build());
        NotificationTargets targets = new(TimeProvider.System, new AlertInstruments(null), new SloBackgroundLoggerFactory(NullLoggerFactory.Instance, TimeProvider.System));
        targets.Replace(Targets.Options(new AlertmanagerNotificationTarget { Url = receiver.Address, ResendInterval = TimeSpan.FromSeconds(1) }));
        targets.Follow(registry);
        registry.AlertChanged += (_, transition) => targets.Post(transition);
        Burn(100);
        await Eventually.TrueAsync(() => receiver.Requests.Any(request => Says(request, "100 of 100 events were bad")), "the alert");
        Burn(50);

        await Eventually.TrueAsync(() => Says(receiver.Requests[^1], "150 of 150 events were bad"), "how it stands now");
        await targets.StopAsync(TestContext.Current.CancellationToken);

        void Burn(int bad)
        {
            tracker.Record(0, bad);
            time.Advance(TimeSpan.FromSeconds(10));
            registry.Evaluate();
        }

        static bool Says(ReceivedRequest request, string text) => request.Body.Contains(text, StringComparison.Ordinal);
    }
}
