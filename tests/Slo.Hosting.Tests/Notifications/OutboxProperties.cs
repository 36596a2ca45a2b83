using FsCheck.Xunit;
using Slo.Hosting.Delivery;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What holds for a target whatever is posted for it, and whatever fails.</summary>
[SeededProperties]
public sealed class OutboxProperties
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // What was told last is what was posted last, once the target answers again and the hour allows.
    [Property(MaxTest = 1500, Arbitrary = [typeof(OutboxScript)])]
    public void State_AfterAnySequence_IsToldInTheEnd(int maximumPerHour, OutboxStep[] script)
    {
        Run run = new(maximumPerHour);
        foreach (OutboxStep step in script)
        {
            run.Play(step);
        }

        for (var quiet = 0; quiet < 3; quiet++)
        {
            run.Wait(61);
            run.Deliver(DeliveryKind.Works);
        }

        Assert.Equal(run.Posted.OrderBy(pair => pair.Key), run.Heard.OrderBy(pair => pair.Key));
        Assert.Equal(0, run.PendingCount);
    }

    // However tickets and pages take turns: the limit, and one page and one end more.
    [Property(MaxTest = 300, Arbitrary = [typeof(SeverityScript)])]
    public void Flapping_BetweenSeverities_KeepsNearTheLimit(SeverityStep[] script)
    {
        SloNotificationTarget target = new PagerDutyNotificationTarget();
        Outbox<SloNotification> outbox = new(Targets.ProfileOf(target).Policy, _ => { });
        List<int> sent = [];
        AlertSeverity? severity = null;
        var minute = 0;
        foreach (SeverityStep step in script)
        {
            if (step.Severity != severity)
            {
                Post(step.Severity);
                severity = step.Severity;
            }

            for (var end = minute + step.Minutes; minute < end; minute++)
            {
                Send();
            }
        }

        Assert.All(sent, one => Assert.InRange(sent.Count(other => other >= one && other < one + 60), 1, target.MaximumPerHour + 2));

        void Post(AlertSeverity? next)
        {
            foreach (SloNotification notification in Routing.For(Targets.ProfileOf(target), Transitions.Of("checkout", severity, next, minute), outbox.Open))
            {
                outbox.Post(notification, minute * Minute);
            }
        }

        void Send()
        {
            foreach (SloNotification notification in outbox.Take(10, minute * Minute))
            {
                outbox.Delivered(notification, minute * Minute);
                sent.Add(minute);
            }
        }
    }

    private sealed class Run(int maximumPerHour)
    {
        private readonly TargetProfile _profile = Targets.ProfileOf(new WebhookNotificationTarget { MaximumPerHour = maximumPerHour });
        private int _minute;
        private Outbox<SloNotification>? _outbox;

        internal Dictionary<string, bool> Posted { get; } = [];

        internal Dictionary<string, bool> Heard { get; } = [];

        internal int PendingCount => Outbox.PendingCount;

        private Outbox<SloNotification> Outbox => _outbox ??= new(_profile.Policy, _ => { });

        internal void Wait(int minutes) => _minute += minutes;

        internal void Play(OutboxStep step)
        {
            var name = $"slo-{step.Slo}";
            Posted[name] = !Posted.GetValueOrDefault(name);
            Outbox.Post(Routing.For(_profile, Posted[name] ? Transitions.Fired(name) : Transitions.Resolved(name)).Single(), _minute * Minute);
            Deliver(step.Delivery);
            Wait(step.Minutes);
        }

        // What fails may have been heard all the same.
        internal void Deliver(DeliveryKind kind)
        {
            foreach ((int at, SloNotification notification) in Outbox.Take(2, _minute * Minute).Index())
            {
                if (kind is DeliveryKind.Works or DeliveryKind.FailsHeard || (kind == DeliveryKind.FailsFirstHeard && at == 0))
                {
                    Heard[notification.Transition.Name] = !notification.IsResolved;
                }

                if (kind == DeliveryKind.Works)
                {
                    Outbox.Delivered(notification, _minute * Minute);
                }
                else
                {
                    Outbox.Failed(notification, isFinal: false, _minute * Minute);
                }
            }
        }
    }
}
