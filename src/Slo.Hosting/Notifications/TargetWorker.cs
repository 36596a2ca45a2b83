using Slo.Hosting.Alerting;
using Slo.Hosting.Delivery;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>One target with its outbox: selects the transitions for the target, and delivers them.</summary>
internal sealed class TargetWorker : IDeliveryReports<SloNotification>
{
    private readonly TargetContext _context;
    private readonly AlertInstruments _instruments;
    private readonly BackgroundLogger _logger;
    private readonly RepeatGate _failures;
    private readonly RepeatGate _deaths;
    private readonly RepeatGate _losses;
    private readonly RepeatGate _floods;
    private readonly RepeatGate _breaks;
    private readonly RepeatGate _errors;
    private readonly Outbox<SloNotification> _outbox;
    private readonly DeliveryWorker<SloNotification> _worker;
    private TargetReceiver _receiver;

    internal TargetWorker(TargetProfile profile, TargetContext context, AlertInstruments instruments, BackgroundLogger logger)
    {
        _context = context;
        _instruments = instruments;
        _logger = logger;
        _failures = new RepeatGate(context.Time);
        _deaths = new RepeatGate(context.Time);
        _losses = new RepeatGate(context.Time);
        _floods = new RepeatGate(context.Time);
        _breaks = new RepeatGate(context.Time);
        _errors = new RepeatGate(context.Time);
        _receiver = new TargetReceiver(profile, context);
        _outbox = new Outbox<SloNotification>(profile.Policy, Report);
        _worker = new DeliveryWorker<SloNotification>(_outbox, _receiver, this, context.Time);
    }

    internal TargetProfile Profile => _receiver.Profile;

    public void Failed(IReadOnlyList<SloNotification> batch, IReadOnlyList<SloNotification> givenUp, in DeliveryResult result)
    {
        var reason = result.Reason;
        if (givenUp.Count < batch.Count)
        {
            _failures.Pass(suppressed => _logger.TargetFailed(Profile.Name, reason, suppressed));
        }

        if (result.Error is { } error)
        {
            _errors.Pass(_ => _logger.TargetThrew(Profile.Name, Thrown.Frames(error)));
        }

        foreach (SloNotification notification in givenUp)
        {
            var alert = SloText.OneLine(notification.Transition.Subject);
            _deaths.Pass(suppressed => _logger.NotificationGivenUp(Profile.Name, alert, notification.Status, reason, suppressed));
        }
    }

    public void Report(DeliveryOutcome outcome)
    {
        _instruments.Notified(Profile.Name, outcome);
        switch (outcome)
        {
            case DeliveryOutcome.Dropped:
                _losses.Pass(suppressed => _logger.NotificationDropped(Profile.Name, suppressed));
                break;
            case DeliveryOutcome.Deferred:
                _floods.Pass(suppressed => _logger.NotificationDeferred(Profile.Name, Profile.Policy.MaximumPerHour, suppressed));
                break;
        }
    }

    public void Broke(Exception exception) =>
        _breaks.Pass(suppressed => _logger.DeliveryBroke(Profile.Name, Thrown.Where(exception), suppressed));

    internal bool IsPending(string fingerprint) =>
        _worker.IsPending(notification => notification.Transition.Fingerprint == fingerprint);

    internal void Forget(Predicate<SloAlertTransition> kind) => _worker.Forget(notification => kind(notification.Transition));

    internal void Start(SloAlertTransition[] firing)
    {
        _worker.Start();
        Array.ForEach(firing, Post);
    }

    internal void Post(SloAlertTransition transition) => _worker.Update(now =>
    {
        if (transition.Resolution == SloAlertResolution.Stopped && !Profile.ResolveOnStop)
        {
            return;
        }

        // A target that was just added has read the firing alerts from the registry, so the same change is not sent again.
        IEnumerable<SloNotification> concerning = Routing.For(Profile, transition, _outbox.Open);
        foreach (SloNotification notification in concerning.Where(notification => !IsKnown(notification)))
        {
            _outbox.Post(notification, now);
        }
    });

    /// <summary>
    /// Continues with other settings and keeps pending notifications. Alerts that the new settings exclude are resolved for the target, and
    /// firing alerts that were not sent yet are sent: all of them if the receiver has changed.
    /// </summary>
    internal void Change(TargetProfile profile, IReadOnlyList<SloAlertTransition> firing)
    {
        TargetReceiver receiver = new(profile, _context);
        _worker.Restart(receiver, now => Change(receiver, firing, now));
    }

    /// <summary>Tries what is pending once more and ends, at the latest when the token is cancelled.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => _worker.StopAsync(cancellationToken);

    /// <summary>Ends at once; pending notifications are dropped.</summary>
    internal void Remove() => _worker.Remove();

    private void Change(TargetReceiver receiver, IReadOnlyList<SloAlertTransition> firing, TimeSpan now)
    {
        TargetProfile target = receiver.Profile;
        var isAnother = target.Receiver != Profile.Receiver;
        _receiver = receiver;
        _outbox.Change(target.Policy, now);
        foreach (SloNotification open in _outbox.Open().Where(open => !Routing.IsWanted(target, open)))
        {
            _outbox.Post(Routing.End(open, Ended(open)), now);
        }

        foreach (SloNotification notification in firing.SelectMany(transition => Routing.For(target, transition))
            .Where(notification => !notification.IsResolved
                && (isAnother || _outbox.Open(notification.Key)?.Severity != notification.Severity)))
        {
            _outbox.Post(notification, now);
        }
    }

    // By the same change of the same alert: an objective changes its alert once in an evaluation.
    private bool IsKnown(SloNotification notification) =>
        _outbox.Latest(notification.Key) is { } latest
        && latest.IsResolved == notification.IsResolved && latest.Severity == notification.Severity
        && latest.Transition.At == notification.Transition.At && latest.Transition.StartedAt == notification.Transition.StartedAt;

    private SloAlertTransition Ended(SloNotification open) => open.Transition with
    {
        Kind = SloAlertTransitionKind.Resolved,
        Before = open.Severity,
        After = null,
        At = UtcNow(open.Transition.At),
        Cause = null,
        Resolution = SloAlertResolution.Removed,
    };

    // Under the worker's lock, where a clock that throws would leave half of a change.
    private DateTimeOffset UtcNow(DateTimeOffset otherwise)
    {
        try
        {
            return _context.Time.GetUtcNow();
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return otherwise;
        }
    }
}
