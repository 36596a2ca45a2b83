using Slo.Hosting.Delivery;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What a target takes to be firing ends for it, whatever became of labels and limits in between.</summary>
public sealed class OpenAlertTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SloNotificationTarget _target = new PagerDutyNotificationTarget();

    [Theory]
    [InlineData("PagerDuty", true)]
    [InlineData("PagerDuty", false)]
    [InlineData("Alertmanager", true)]
    [InlineData("Alertmanager", false)]
    public void Resolve_OfAnObjectiveWhoseLabelsChanged_IsToldWithThoseThatItFiredWith(string type, bool isTold)
    {
        SloNotificationTarget target = Targets.Of(type, configure: target => target.Match["team"] = "checkout");
        Outbox<SloNotification> outbox = new(Targets.ProfileOf(target).Policy, _ => { });
        Post(target, outbox, Transitions.Fired() with { Labels = Team("checkout") }, 0);
        if (isTold)
        {
            Send(outbox, 0);
        }

        // Long after: what was told is not forgotten.
        Assert.Equal(type == "Alertmanager" || !isTold, outbox.Take(1, 120 * Minute).Count == 1);
        Post(target, outbox, Transitions.Resolved(minute: 120) with { Labels = Team("payments") }, 120);
        SloNotification end = Assert.Single(outbox.Take(10, 120 * Minute));

        Assert.True(end.IsResolved);
        Assert.Equal("checkout", end.Transition.Labels["team"]);
    }

    [Fact]
    public void Resolve_OfAnAlertThatWasNeverForTheTarget_IsNotTold()
    {
        SloNotificationTarget target = new PagerDutyNotificationTarget { Match = { ["team"] = "checkout" } };
        Outbox<SloNotification> outbox = new(Targets.ProfileOf(target).Policy, _ => { });
        Post(target, outbox, Transitions.Fired() with { Labels = Team("payments") }, 0);
        Post(target, outbox, Transitions.Resolved() with { Labels = Team("payments") }, 1);

        Assert.Empty(outbox.Take(10, Minute));
    }

    [Fact]
    public void Page_AfterATicketThatFlapped_IsNotHeldBackNorIsItsEnd()
    {
        List<DeliveryOutcome> reports = [];
        Outbox<SloNotification> outbox = new(Targets.ProfileOf(_target).Policy, reports.Add);
        for (var minute = 0; minute < 12; minute++)
        {
            Post(_target, outbox, minute % 2 == 0 ? Transitions.Fired(severity: AlertSeverity.Ticket, minute: minute) : Transitions.Resolved(severity: AlertSeverity.Ticket, minute: minute), minute);
            Send(outbox, minute);
        }

        Post(_target, outbox, Transitions.Fired(severity: AlertSeverity.Ticket, minute: 12), 12);
        Assert.Empty(Send(outbox, 12));
        Post(_target, outbox, Transitions.Of("checkout", AlertSeverity.Ticket, AlertSeverity.Page, 13), 13);
        Assert.Equal(AlertSeverity.Page, Assert.Single(Send(outbox, 13)).Severity);
        Post(_target, outbox, Transitions.Resolved(minute: 14), 14);
        Assert.True(Assert.Single(Send(outbox, 14)).IsResolved);

        // Once: a page that flaps is held back as ever.
        Post(_target, outbox, Transitions.Fired(minute: 15), 15);
        Assert.Empty(Send(outbox, 15));
        Assert.Equal(2, reports.Count(report => report == DeliveryOutcome.Deferred));
    }

    private static Dictionary<string, string> Team(string team) => new() { ["team"] = team };

    private static void Post(SloNotificationTarget target, Outbox<SloNotification> outbox, SloAlertTransition transition, int minute)
    {
        foreach (SloNotification notification in Routing.For(Targets.ProfileOf(target), transition, outbox.Open))
        {
            outbox.Post(notification, minute * Minute);
        }
    }

    private static IReadOnlyList<SloNotification> Send(Outbox<SloNotification> outbox, int minute)
    {
        IReadOnlyList<SloNotification> taken = outbox.Take(10, minute * Minute);
        foreach (SloNotification notification in taken)
        {
            outbox.Delivered(notification, minute * Minute);
        }

        return taken;
    }
}
