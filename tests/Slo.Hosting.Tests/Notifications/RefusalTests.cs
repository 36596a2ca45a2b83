using Slo.Hosting.Delivery;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What becomes of an alert whose receiver says no, or nothing at all, on a clock of numbers.</summary>
public sealed class RefusalTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<DeliveryOutcome> _reports = [];

    [Theory]
    [InlineData("Alertmanager")]
    [InlineData("PagerDuty")]
    public void Resolve_ThatIsRefusedOnce_DoesNotBringTheFiringBack(string type)
    {
        List<bool> sent = Run(Targets.Of(type), 20 * 60, resolvedAt: 10, minute => minute == 10);

        Assert.Equal(type == "Alertmanager", sent.Contains(true));
        Assert.DoesNotContain(false, sent);
    }

    [Fact]
    public void Resolve_ThatAlertmanagerDoesNotTakeForADay_IsGivenUpAndNothingIsSaidAnyMore()
    {
        SloNotificationTarget target = new AlertmanagerNotificationTarget { GiveUpAfter = TimeSpan.FromHours(1) };

        Assert.Empty(Run(target, 10 * 60, resolvedAt: 10, minute => minute is >= 10 and < 120));
        Assert.Single(_reports, report => report == DeliveryOutcome.Dead);
    }

    [Fact]
    public void Resolve_ThatAlertmanagerHeardOnce_IsNotRepeatedForEverWhileItIsAway()
    {
        SloNotificationTarget target = new AlertmanagerNotificationTarget();
        Outbox<SloNotification> outbox = Outbox(target);
        outbox.Post(Routing.For(Targets.ProfileOf(target), Transitions.Resolved()).Single(), TimeSpan.Zero);
        outbox.Delivered(outbox.Take(1, TimeSpan.Zero).Single(), TimeSpan.Zero);
        for (var minute = 1; minute < 10; minute++)
        {
            foreach (SloNotification again in outbox.Take(1, minute * Minute))
            {
                outbox.Failed(again, isFinal: false, minute * Minute);
            }
        }

        Assert.Null(outbox.NextAt(10 * Minute));
    }

    [Fact]
    public void Firing_ThatAlertmanagerRefuses_IsSaidAgainWhileItFires()
    {
        SloNotificationTarget target = new AlertmanagerNotificationTarget { GiveUpAfter = TimeSpan.FromHours(1) };
        Outbox<SloNotification> outbox = Outbox(target);
        outbox.Post(Routing.For(Targets.ProfileOf(target), Transitions.Fired()).Single(), TimeSpan.Zero);
        var tries = 0;
        for (var second = 0; second < 3 * 3600; second += 10)
        {
            foreach (SloNotification firing in outbox.Take(64, TimeSpan.FromSeconds(second)))
            {
                tries++;
                Assert.False(outbox.Failed(firing, isFinal: true, TimeSpan.FromSeconds(second)));
            }
        }

        Assert.Equal(180, tries);
        Assert.Equal(180, _reports.Count(report => report == DeliveryOutcome.Retried));
    }

    private Outbox<SloNotification> Outbox(SloNotificationTarget target) => new(Targets.ProfileOf(target).Policy, _reports.Add);

    /// <summary>An alert fires at minute 0; what is heard from the end on.</summary>
    private List<bool> Run(SloNotificationTarget target, int minutes, int resolvedAt, Func<int, bool> isRefused)
    {
        Outbox<SloNotification> outbox = Outbox(target);
        List<bool> heard = [];
        outbox.Post(Routing.For(Targets.ProfileOf(target), Transitions.Fired()).Single(), TimeSpan.Zero);
        for (var minute = 0; minute < minutes; minute++)
        {
            if (minute == resolvedAt)
            {
                outbox.Post(Routing.For(Targets.ProfileOf(target), Transitions.Resolved(minute: minute), outbox.Open).Single(), minute * Minute);
            }

            foreach (SloNotification notification in outbox.Take(64, minute * Minute))
            {
                if (isRefused(minute))
                {
                    outbox.Failed(notification, isFinal: true, minute * Minute);
                    continue;
                }

                outbox.Delivered(notification, minute * Minute);
                if (minute >= resolvedAt)
                {
                    heard.Add(notification.IsResolved);
                }
            }
        }

        return heard;
    }
}
