using Slo.Hosting.Delivery;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Alerting;

/// <summary>A handler with a queue and a loop of its own, so that what it does hurts no other. It gets each transition once and in
/// order.</summary>
internal sealed class HandlerQueue : IDeliveryReceiver<SloAlertTransition>, IDeliveryReports<SloAlertTransition>
{
    internal const int Capacity = 1000;

    private readonly ISloAlertHandler _handler;
    private readonly string _name;
    private readonly AlertInstruments _instruments;
    private readonly BackgroundLogger _logger;
    private readonly RepeatGate _repeats;
    private readonly RepeatGate _breaks;
    private readonly Backlog<SloAlertTransition> _backlog;
    private readonly DeliveryWorker<SloAlertTransition> _worker;

    internal HandlerQueue(
        ISloAlertHandler handler, TimeSpan timeout, TimeProvider time, AlertInstruments instruments, BackgroundLogger logger)
    {
        _handler = handler;
        _name = handler.GetType().Name;
        _instruments = instruments;
        _logger = logger;
        _repeats = new RepeatGate(time);
        _breaks = new RepeatGate(time);
        _backlog = new Backlog<SloAlertTransition>(Capacity, Report);
        _worker = new DeliveryWorker<SloAlertTransition>(_backlog, this, this, time);
        Timeout = timeout;
    }

    public int BatchSize => 1;

    public TimeSpan Timeout { get; }

    public TimeSpan FirstBackOff => TimeSpan.Zero;

    public async Task<DeliveryResult> DeliverAsync(IReadOnlyList<SloAlertTransition> batch, CancellationToken cancellationToken)
    {
        await _handler.HandleAsync(batch[0], cancellationToken).ConfigureAwait(false);
        return new(DeliveryVerdict.Delivered);
    }

    public void Failed(IReadOnlyList<SloAlertTransition> batch, IReadOnlyList<SloAlertTransition> givenUp, in DeliveryResult result)
    {
        var alert = SloText.OneLine(batch[0].Name);
        if (result.Verdict == DeliveryVerdict.TimedOut)
        {
            _instruments.Handled(_name, "timed_out");
            _repeats.Pass(suppressed => _logger.HandlerTimedOut(_name, SloDuration.Format(Timeout), alert, suppressed));
        }
        else
        {
            Exception? error = result.Error;
            _instruments.Handled(_name, "failed");
            _repeats.Pass(suppressed => _logger.HandlerFailed(error, _name, alert, suppressed));
        }
    }

    public void Report(DeliveryOutcome outcome)
    {
        if (outcome == DeliveryOutcome.Delivered)
        {
            _instruments.Handled(_name, "handled");
        }
        else if (outcome == DeliveryOutcome.Dropped)
        {
            _instruments.Handled(_name, "dropped");
            _repeats.Pass(suppressed => _logger.TransitionsDropped(_name, suppressed));
        }
    }

    public void Broke(Exception exception) =>
        _breaks.Pass(suppressed => _logger.DeliveryBroke(_name, Thrown.Where(exception), suppressed));

    /// <summary>The name of its type.</summary>
    internal string Type => _name;

    /// <summary>Names the handler among the receivers of alerts.</summary>
    internal string Name { get; set; } = "";

    internal bool IsPending(string fingerprint) => _worker.IsPending(transition => transition.Fingerprint == fingerprint);

    internal void Forget(Predicate<SloAlertTransition> kind) => _worker.Forget(transition => kind(transition));

    internal bool Post(SloAlertTransition transition) => _worker.Update(now => _backlog.Post(transition, now));

    internal void Start() => _worker.Start();

    /// <summary>Lets the handler finish what is queued, until the token is cancelled; what is left then is dropped.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => _worker.StopAsync(cancellationToken);
}
