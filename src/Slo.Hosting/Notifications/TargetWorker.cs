using Slo.Hosting.Alerting;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Notifications;

/// <summary>One target, its outbox and the loop that empties it, one request at a time.</summary>
internal sealed class TargetWorker : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly string _instance;
    private readonly TimeProvider _time;
    private readonly AlertInstruments _instruments;
    private readonly BackgroundLogger _logger;
    private readonly Func<SloAlertTransition, SloStatus?> _live;
    private readonly RepeatGate _failures;
    private readonly RepeatGate _deaths;
    private readonly RepeatGate _losses;
    private readonly RepeatGate _floods;
    private readonly Lock _gate = new();
    private readonly Outbox _outbox;
    private readonly CancellationTokenSource _stop = new();
    private readonly long _origin;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NotificationSender _sender;
    private Task _loop = Task.CompletedTask;
    private TimeSpan _pausedUntil;
    private int _failuresInARow;
    private int _oneByOne;
    private bool _isStopping;

    internal TargetWorker(SloNotificationTarget target, string instance, TimeProvider time, AlertInstruments instruments, BackgroundLogger logger, Func<SloAlertTransition, SloStatus?> live)
    {
        _live = live;
        _instance = instance;
        _time = time;
        _instruments = instruments;
        _logger = logger;
        _failures = new RepeatGate(time);
        _deaths = new RepeatGate(time);
        _losses = new RepeatGate(time);
        _floods = new RepeatGate(time);
        _origin = time.GetTimestamp();
        _outbox = new Outbox(target, Report);
        _sender = new NotificationSender(target, instance, time);
    }

    internal SloNotificationTarget Target => _outbox.Target;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    internal void Start() => _loop = Task.Run(RunAsync);

    internal void Post(SloAlertTransition transition)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return;
            }

            foreach (Notification notification in Routing.For(Target, transition, _outbox.Open))
            {
                _outbox.Post(notification, Now);
                _wake.TrySetResult();
            }
        }
    }

    /// <summary>
    /// Goes on with other settings; what is still to be told stays. What the target does not want to hear of any more is over for it, and it hears
    /// of what it was not told that fires: everything if it is another receiver now.
    /// </summary>
    internal void Change(SloNotificationTarget target, IEnumerable<SloAlertTransition> firing)
    {
        lock (_gate)
        {
            var isAnother = target.Address != Target.Address || target.RoutingKey != Target.RoutingKey;

            // A request that is under way fails with its client, and is made again by the new one.
            _sender.Dispose();
            _sender = new NotificationSender(target, _instance, _time);
            _outbox.Change(target, Now);
            _failuresInARow = 0;
            _pausedUntil = default;
            foreach (Notification open in _outbox.Open().Where(open => !Routing.IsWanted(target, open)))
            {
                SloAlertTransition end = open.Transition with
                {
                    Kind = SloAlertTransitionKind.Resolved,
                    Before = open.Severity,
                    After = null,
                    At = _time.GetUtcNow(),
                    Cause = null,
                };
                _outbox.Post(Routing.End(open, end), Now);
            }

            foreach (Notification notification in firing.SelectMany(transition => Routing.For(target, transition))
                .Where(notification => !notification.IsResolved && (isAnother || _outbox.Open(notification.Key)?.Severity != notification.Severity)))
            {
                _outbox.Post(notification, Now);
            }

            _wake.TrySetResult();
        }
    }

    /// <summary>Tries what is pending once more and ends, at the latest when the token is cancelled.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            _wake.TrySetResult();
        }

        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        lock (_gate)
        {
            DropPending();
        }
    }

    /// <summary>Ends at once: nobody wants the target to be told any more.</summary>
    internal void Remove()
    {
        lock (_gate)
        {
            _isStopping = true;
            DropPending();
        }

        Dispose();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _sender.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            IReadOnlyList<Notification> batch = [];
            NotificationSender sender;
            TimeSpan wait;
            Task wake;
            lock (_gate)
            {
                TimeSpan now = Now;
                sender = _sender;
                if (now >= _pausedUntil)
                {
                    batch = _outbox.Take(_oneByOne > 0 ? 1 : sender.BatchSize, now);
                }

                if (_isStopping && (batch.Count == 0 || _outbox.PendingCount == 0))
                {
                    return;
                }

                TimeSpan next = _outbox.NextAt(now) is { } at ? at - now : Idle;
                wait = TimeSpan.FromTicks(Math.Clamp(Math.Max(next.Ticks, (_pausedUntil - now).Ticks), TimeSpan.TicksPerMillisecond, Idle.Ticks));
                if (_wake.Task.IsCompleted)
                {
                    _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                wake = _wake.Task;
            }

            if (batch.Count == 0)
            {
                await wake.WaitAsync(wait, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            SendResult result = await sender.SendAsync(Target.Type == SloNotificationType.Alertmanager ? [.. batch.Select(Refresh)] : batch, _stop.Token).ConfigureAwait(false);
            lock (_gate)
            {
                // What the receiver of before answered says nothing of the one of now.
                if (sender == _sender)
                {
                    Conclude(batch, result);
                }
            }
        }
    }

    // What is said again for days says how it stands now, not how it stood in the first second.
    private Notification Refresh(Notification notification) => !notification.IsResolved && _live(notification.Transition) is { } status
        ? notification with { Transition = notification.Transition with { Status = status } }
        : notification;

    private void Conclude(IReadOnlyList<Notification> batch, SendResult result)
    {
        TimeSpan now = Now;
        if (result.Outcome == SendOutcome.Refused && batch.Count > 1)
        {
            // One of them is to blame, and the others are not to suffer for it.
            _oneByOne = batch.Count;
            return;
        }

        _oneByOne = Math.Max(0, _oneByOne - 1);
        if (result.Outcome == SendOutcome.Delivered)
        {
            _failuresInARow = 0;
            foreach (Notification notification in batch)
            {
                _outbox.Delivered(notification, now);
            }

            return;
        }

        var dead = batch.Where(notification => _outbox.Failed(notification, result.Outcome == SendOutcome.Refused, now)).ToArray();
        if (result.Outcome == SendOutcome.Retry)
        {
            _failuresInARow++;
#pragma warning disable CA5394 // Spreads load, hides nothing.
            _pausedUntil = now + BackOff.Wait(Target.FirstBackOff, _failuresInARow, result.RetryAfter, Random.Shared.NextDouble());
#pragma warning restore CA5394
        }

        if (dead.Length < batch.Count)
        {
            _failures.Pass(suppressed => _logger.TargetFailed(Target.Name, result.Reason, suppressed));
        }

        foreach (Notification notification in dead)
        {
            _deaths.Pass(suppressed => _logger.NotificationGivenUp(Target.Name, notification.Transition.Name, notification.Status, result.Reason, suppressed));
        }
    }

    private void DropPending()
    {
        for (var left = _outbox.PendingCount; left > 0; left--)
        {
            Report("dropped");
        }
    }

    private void Report(string outcome)
    {
        _instruments.Notified(Target.Name, outcome);
        switch (outcome)
        {
            case "dropped":
                _losses.Pass(suppressed => _logger.NotificationDropped(Target.Name, suppressed));
                break;
            case "deferred":
                _floods.Pass(suppressed => _logger.NotificationDeferred(Target.Name, Target.MaximumPerHour, suppressed));
                break;
        }
    }
}
