using Slo.Hosting.Delivery;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What a target is told, on a clock of numbers.</summary>
public sealed class OutboxTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<DeliveryOutcome> _reports = [];
    private readonly SloNotificationTarget _target = new WebhookNotificationTarget();
    private readonly Outbox<SloNotification> _outbox;

    public OutboxTests() => _outbox = Outbox(_target);

    [Fact]
    public void Firing_ThatWasNotSentYet_GivesWayToTheResolve()
    {
        Post(Transitions.Fired(), 0);
        Post(Transitions.Resolved(), 1);

        Assert.True(Assert.Single(_outbox.Take(10, 2 * Minute)).IsResolved);
    }

    [Fact]
    public void Firing_ThatEndedUnheardAfterAResolve_NeedsNoMessage()
    {
        Post(Transitions.Fired(), 0);
        Send(0);
        Post(Transitions.Resolved(), 1);
        Send(1);
        Post(Transitions.Fired(minute: 2), 2);
        Post(Transitions.Resolved(minute: 3), 3);

        Assert.Empty(_outbox.Take(10, 4 * Minute));
    }

    [Fact]
    public void Firing_WhoseSendingFailed_MayHaveBeenHeardSoItsResolveIsSent()
    {
        Post(Transitions.Fired(), 0);
        Send(0);
        Post(Transitions.Resolved(), 1);
        Send(1);
        Post(Transitions.Fired(minute: 2), 2);
        Assert.False(_outbox.Failed(Assert.Single(_outbox.Take(1, 2 * Minute)), isFinal: false, 2 * Minute));
        Post(Transitions.Resolved(minute: 3), 3);

        Assert.True(Assert.Single(_outbox.Take(10, 3 * Minute)).IsResolved);
    }

    [Fact]
    public void Resolve_ThatComesWhileTheFiringIsUnderWay_IsSentAfterIt()
    {
        Post(Transitions.Fired(), 0);
        SloNotification firing = Assert.Single(_outbox.Take(1, TimeSpan.Zero));
        Post(Transitions.Resolved(), 1);
        _outbox.Delivered(firing, Minute);

        Assert.True(Assert.Single(_outbox.Take(10, Minute)).IsResolved);
    }

    // Every minute for a day: at most so many messages in any hour, and the end is told at once.
    [Fact]
    public void Flapping_EveryMinute_KeepsTheLimitAndNeverHoldsTheResolveBack()
    {
        List<(int Minute, SloNotification Notification)> sent = [];
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            Post(minute % 2 == 0 ? Transitions.Fired(minute: minute) : Transitions.Resolved(minute: minute), minute);
            sent.AddRange(Send(minute).Select(notification => (minute, notification)));

            // Whatever was told last, an alert that is over is not left open.
            Assert.True(minute % 2 == 0 || sent[^1].Notification.IsResolved, $"minute {minute}");
        }

        Assert.All(sent, one => Assert.InRange(sent.Count(other => other.Minute >= one.Minute && other.Minute < one.Minute + 60), 1, _target.MaximumPerHour));
        Assert.InRange(sent.Count, 24 * (_target.MaximumPerHour - 2), 24 * _target.MaximumPerHour);
        Assert.Contains(DeliveryOutcome.Deferred, _reports);
    }

    [Fact]
    public void Firing_HeldBackByTheLimit_IsSentWhenTheHourAllows()
    {
        _target.MaximumPerHour = 2;
        _outbox.Change(Targets.ProfileOf(_target).Policy, TimeSpan.Zero);
        Post(Transitions.Fired(), 0);
        Send(0);
        Post(Transitions.Resolved(minute: 1), 1);
        Send(1);
        Post(Transitions.Fired(minute: 2), 2);

        Assert.Empty(_outbox.Take(1, 3 * Minute));
        Assert.Equal(61 * Minute, _outbox.NextAt(3 * Minute));
        Assert.False(Assert.Single(_outbox.Take(1, 61 * Minute)).IsResolved);
    }

    [Fact]
    public void Capacity_WhenReached_CostsFiringsBeforeResolves()
    {
        _target.Capacity = 3;
        _outbox.Change(Targets.ProfileOf(_target).Policy, TimeSpan.Zero);
        Post(Transitions.Resolved("a"), 0);
        Post(Transitions.Fired("b"), 0);
        Post(Transitions.Fired("c"), 0);
        Post(Transitions.Resolved("d"), 0);
        Post(Transitions.Fired("e"), 0);

        Assert.Equal(["a", "d", "e"], _outbox.Take(10, TimeSpan.Zero).Select(notification => notification.Transition.Name));
        Assert.Equal([DeliveryOutcome.Dropped, DeliveryOutcome.Dropped], _reports);
    }

    // Of what is worth the same the oldest goes first; to say again what fires is worth more than to say it at all.
    [Fact]
    public void Capacity_WhenReachedByWhatIsRepeated_CostsWhatWasNeverSaid()
    {
        SloNotificationTarget target = new AlertmanagerNotificationTarget { Capacity = 4 };
        Outbox<SloNotification> outbox = Outbox(target);
        Post(Transitions.Fired("told"));
        outbox.Delivered(outbox.Take(1, TimeSpan.Zero).Single(), TimeSpan.Zero);
        Post(Transitions.Fired("first"));
        Post(Transitions.Resolved("over"));
        Post(Transitions.Fired("second"));
        Post(Transitions.Fired("third"));
        Post(Transitions.Fired("fourth"));

        Assert.Equal(["told", "over", "third", "fourth"], outbox.Take(10, Minute).Select(notification => notification.Transition.Name));
        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Dropped, DeliveryOutcome.Dropped], _reports);

        void Post(SloAlertTransition transition) => outbox.Post(Routing.For(Targets.ProfileOf(target), transition).Single(), TimeSpan.Zero);
    }

    // Posting holds a lock: with a look at every entry, a full outbox cost milliseconds for each alert of an outage.
    [Fact]
    public void Outbox_OfAHundredThousandAlerts_LooksAtAFewOfThem()
    {
        const int Full = 100_000;
        const int Rounds = 1000;
        _target.Capacity = Full;
        _outbox.Change(Targets.ProfileOf(_target).Policy, TimeSpan.Zero);
        for (var i = 0; i < Full; i++)
        {
            Post(Transitions.Fired($"slo-{i}"), 0);
        }

        var before = _outbox.Comparisons;
        for (var i = 0; i < Rounds; i++)
        {
            Post(Transitions.Fired($"more-{i}"), 0);
            SloNotification sent = Assert.Single(_outbox.Take(1, TimeSpan.Zero));
            Assert.Equal(TimeSpan.Zero, _outbox.NextAt(TimeSpan.Zero));
            _outbox.Delivered(sent, TimeSpan.Zero);
            Post(Transitions.Resolved(sent.Transition.Name), 0);
        }

        Assert.Equal((Full, Full), (_outbox.Count, _outbox.PendingCount));
        Assert.InRange((_outbox.Comparisons - before) / Rounds, 1, 60 * Math.Log2(Full));
    }

    [Fact]
    public void Limits_ThatChange_HoldForWhatWaits()
    {
        _target.MaximumPerHour = 2;
        _outbox.Change(Targets.ProfileOf(_target).Policy, TimeSpan.Zero);
        Post(Transitions.Fired(), 0);
        Send(0);
        Post(Transitions.Resolved(minute: 1), 1);
        Send(1);
        Post(Transitions.Fired(minute: 2), 2);
        Assert.Empty(_outbox.Take(1, 2 * Minute));
        _outbox.Change(Targets.ProfileOf(new WebhookNotificationTarget { MaximumPerHour = 10 }).Policy, 3 * Minute);

        Assert.Single(_outbox.Take(1, 3 * Minute));
    }

    [Fact]
    public void Entries_OfAlertsThatAreOver_AreForgottenAfterAnHour()
    {
        for (var i = 0; i < 100; i++)
        {
            Post(Transitions.Resolved($"slo-{i}"), 0);
            Send(0);
        }

        Assert.Equal(100, _outbox.Count);
        Assert.Empty(_outbox.Take(1, 61 * Minute));
        Assert.Equal(0, _outbox.Count);
    }

    [Fact]
    public void Alertmanager_IsToldAgainWhileFiringAndForAWhileAfter()
    {
        SloNotificationTarget target = new AlertmanagerNotificationTarget();
        Outbox<SloNotification> outbox = Outbox(target);
        List<(int Minute, bool IsResolved)> sent = [];
        for (var minute = 0; minute < 30; minute++)
        {
            foreach (SloNotification notification in minute switch
            {
                0 => Routing.For(Targets.ProfileOf(target), Transitions.Fired()),
                10 => Routing.For(Targets.ProfileOf(target), Transitions.Resolved(minute: 10)),
                _ => [],
            })
            {
                outbox.Post(notification, minute * Minute);
            }

            foreach (SloNotification notification in outbox.Take(64, minute * Minute))
            {
                sent.Add((minute, notification.IsResolved));
                outbox.Delivered(notification, minute * Minute);
            }
        }

        Assert.Equal([.. Enumerable.Range(0, 10).Select(minute => (minute, false)), .. Enumerable.Range(10, 6).Select(minute => (minute, true))], sent);
        Assert.Equal(0, outbox.Count);
    }

    private Outbox<SloNotification> Outbox(SloNotificationTarget target) => new(Targets.ProfileOf(target).Policy, _reports.Add);

    private void Post(SloAlertTransition transition, int minute) => _outbox.Post(Routing.For(Targets.ProfileOf(_target), transition).Single(), minute * Minute);

    private IReadOnlyList<SloNotification> Send(int minute)
    {
        IReadOnlyList<SloNotification> taken = _outbox.Take(10, minute * Minute);
        foreach (SloNotification notification in taken)
        {
            _outbox.Delivered(notification, minute * Minute);
        }

        return taken;
    }
}
