using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What becomes of an alert whose receiver says no, or nothing at all, on a clock of numbers.</summary>
public sealed class RefusalTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<string> _reports = [];

    [Theory]
    [InlineData(SloNotificationType.Alertmanager)]
    [InlineData(SloNotificationType.PagerDuty)]
    public void Resolve_ThatIsRefusedOnce_DoesNotBringTheFiringBack(SloNotificationType type)
    {
        List<bool> sent = Run(new("ops", type), 20 * 60, resolvedAt: 10, minute => minute == 10);

        Assert.Equal(type == SloNotificationType.Alertmanager, sent.Contains(true));
        Assert.DoesNotContain(false, sent);
    }

    [Fact]
    public void Resolve_ThatAlertmanagerDoesNotTakeForADay_IsGivenUpAndNothingIsSaidAnyMore()
    {
        SloNotificationTarget target = new("ops", SloNotificationType.Alertmanager) { GiveUpAfter = TimeSpan.FromHours(1) };

        Assert.Empty(Run(target, 10 * 60, resolvedAt: 10, minute => minute is >= 10 and < 120));
        Assert.Single(_reports, report => report == "dead");
    }

    [Fact]
    public void Resolve_ThatAlertmanagerHeardOnce_IsNotRepeatedForEverWhileItIsAway()
    {
        Outbox outbox = Outbox(new("ops", SloNotificationType.Alertmanager));
        outbox.Post(Routing.For(outbox.Target, Transitions.Resolved()).Single(), TimeSpan.Zero);
        outbox.Delivered(outbox.Take(1, TimeSpan.Zero).Single(), TimeSpan.Zero);
        for (var minute = 1; minute < 10; minute++)
        {
            foreach (Notification again in outbox.Take(1, minute * Minute))
            {
                outbox.Failed(again, isFinal: false, minute * Minute);
            }
        }

        Assert.Null(outbox.NextAt(10 * Minute));
    }

    [Fact]
    public void Firing_ThatAlertmanagerRefuses_IsSaidAgainWhileItFires()
    {
        Outbox outbox = Outbox(new("ops", SloNotificationType.Alertmanager) { GiveUpAfter = TimeSpan.FromHours(1) });
        outbox.Post(Routing.For(outbox.Target, Transitions.Fired()).Single(), TimeSpan.Zero);
        var tries = 0;
        for (var second = 0; second < 3 * 3600; second += 10)
        {
            foreach (Notification firing in outbox.Take(64, TimeSpan.FromSeconds(second)))
            {
                tries++;
                Assert.False(outbox.Failed(firing, isFinal: true, TimeSpan.FromSeconds(second)));
            }
        }

        Assert.Equal(180, tries);
        Assert.Equal(180, _reports.Count(report => report == "retried"));
    }

    private Outbox Outbox(SloNotificationTarget target) => new(target, _reports.Add);

    /// <summary>An alert fires at minute 0; what is heard from the end on.</summary>
    private List<bool> Run(SloNotificationTarget target, int minutes, int resolvedAt, Func<int, bool> isRefused)
    {
        Outbox outbox = Outbox(target);
        List<bool> heard = [];
        outbox.Post(Routing.For(target, Transitions.Fired()).Single(), TimeSpan.Zero);
        for (var minute = 0; minute < minutes; minute++)
        {
            if (minute == resolvedAt)
            {
                outbox.Post(Routing.For(target, Transitions.Resolved(minute: minute), outbox.Open).Single(), minute * Minute);
            }

            foreach (Notification notification in outbox.Take(64, minute * Minute))
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
