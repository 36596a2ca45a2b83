using Slo.Hosting.Alerting;
using Slo.Hosting.Delivery;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>One target with its outbox: what of each transition concerns it, and what becomes of that.</summary>
internal sealed class TargetWorker : IDeliveryReceiver<SloNotification>
{
    private readonly string _instance;
    private readonly TimeProvider _time;
    private readonly AlertInstruments _instruments;
    private readonly BackgroundLogger _logger;
    private readonly Func<SloAlertTransition, SloStatus?> _live;
    private readonly RepeatGate _failures;
    private readonly RepeatGate _deaths;
    private readonly RepeatGate _losses;
    private readonly RepeatGate _floods;
    private readonly Outbox<SloNotification> _outbox;
    private readonly DeliveryWorker<SloNotification> _worker;
    private SloNotificationTarget _target;

    internal TargetWorker(
        SloNotificationTarget target, string instance, TimeProvider time, AlertInstruments instruments, BackgroundLogger logger,
        Func<SloAlertTransition, SloStatus?> live)
    {
        _target = target;
        _live = live;
        _instance = instance;
        _time = time;
        _instruments = instruments;
        _logger = logger;
        _failures = new RepeatGate(time);
        _deaths = new RepeatGate(time);
        _losses = new RepeatGate(time);
        _floods = new RepeatGate(time);
        _outbox = new Outbox<SloNotification>(target.Policy, Report);
        _worker = new DeliveryWorker<SloNotification>(_outbox, this, time);
    }

    public int BatchSize => _target.BatchSize;

    public TimeSpan Timeout => _target.Timeout;

    public TimeSpan FirstBackOff => _target.FirstBackOff;

    internal SloNotificationTarget Target => _target;

    public async Task<DeliveryResult> DeliverAsync(IReadOnlyList<SloNotification> batch, CancellationToken cancellationToken)
    {
        SloNotificationTarget target = _target;
        SloNotificationBatch message = new(
            target.RepeatInterval is null ? batch : [.. batch.Select(Refresh)], _instance, _time.GetUtcNow());
        SloNotificationResult result = await target.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return result.IsDelivered ? new(DeliveryVerdict.Delivered)
            : new(result.IsRefused ? DeliveryVerdict.Refused : DeliveryVerdict.Retry, SloText.OneLine(result.Reason), result.RetryAfter);
    }

    public void Failed(IReadOnlyList<SloNotification> batch, IReadOnlyList<SloNotification> givenUp, in DeliveryResult result)
    {
        var reason = result.Reason;
        if (givenUp.Count < batch.Count)
        {
            _failures.Pass(suppressed => _logger.TargetFailed(Target.Name, reason, suppressed));
        }

        foreach (SloNotification notification in givenUp)
        {
            var alert = SloText.OneLine(notification.Transition.Name);
            _deaths.Pass(suppressed => _logger.NotificationGivenUp(Target.Name, alert, notification.Status, reason, suppressed));
        }
    }

    public void Report(DeliveryOutcome outcome)
    {
        _instruments.Notified(Target.Name, outcome);
        switch (outcome)
        {
            case DeliveryOutcome.Dropped:
                _losses.Pass(suppressed => _logger.NotificationDropped(Target.Name, suppressed));
                break;
            case DeliveryOutcome.Deferred:
                _floods.Pass(suppressed => _logger.NotificationDeferred(Target.Name, Target.MaximumPerHour, suppressed));
                break;
        }
    }

    internal void Start() => _worker.Start();

    internal void Post(SloAlertTransition transition) => _worker.Update(now =>
    {
        // A target that was added a moment ago heard from the registry what fires: the same change is not told twice.
        IEnumerable<SloNotification> concerning = Routing.For(Target, transition, _outbox.Open);
        foreach (SloNotification notification in concerning.Where(notification => !IsKnown(notification)))
        {
            _outbox.Post(notification, now);
        }
    });

    /// <summary>
    /// Goes on with other settings; what is still to be told stays. What the target does not want to hear of any more is over for it, and
    /// it hears of what it was not told that fires: everything if it is another receiver now.
    /// </summary>
    internal void Change(SloNotificationTarget target, IReadOnlyList<SloAlertTransition> firing) => _worker.Restart(now =>
    {
        var isAnother = target.Receiver != Target.Receiver;
        _target = target;
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
    });

    /// <summary>Tries what is pending once more and ends, at the latest when the token is cancelled.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => _worker.StopAsync(cancellationToken);

    /// <summary>Ends at once: the target is not to be told any more.</summary>
    internal void Remove() => _worker.Remove();

    // By the same change of the same alert: an objective changes its alert once in an evaluation.
    private bool IsKnown(SloNotification notification) =>
        _outbox.Latest(notification.Key) is { } latest
        && latest.IsResolved == notification.IsResolved && latest.Severity == notification.Severity
        && latest.Transition.At == notification.Transition.At && latest.Transition.StartedAt == notification.Transition.StartedAt;

    // What is said again for days says how it stands now, not how it stood in the first second.
    private SloNotification Refresh(SloNotification notification) =>
        !notification.IsResolved && _live(notification.Transition) is { } status
        ? notification.With(notification.Transition with { Status = status })
        : notification;

    private SloAlertTransition Ended(SloNotification open) => open.Transition with
    {
        Kind = SloAlertTransitionKind.Resolved,
        Before = open.Severity,
        After = null,
        At = _time.GetUtcNow(),
        Cause = null,
    };
}
