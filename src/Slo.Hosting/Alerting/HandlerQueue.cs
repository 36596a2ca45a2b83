using System.Threading.Channels;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Alerting;

/// <summary>A handler with its own queue and its own loop, so that it can hurt nobody but itself.</summary>
#pragma warning disable CA1001 // Calls that were left behind still use both fields when all is over; they hold nothing but memory.
internal sealed class HandlerQueue
#pragma warning restore CA1001
{
    internal const int Capacity = 1000;

    // A handler that ignores its cancellation is left behind, but not without end: each call that hangs holds memory, and perhaps a thread.
    internal const int MaximumLeftBehind = 4;

    // What obeys its cancellation needs a moment to end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ISloAlertHandler _handler;
    private readonly string _name;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly AlertInstruments _instruments;
    private readonly BackgroundLogger _logger;
    private readonly RepeatGate _repeats;
    private readonly Channel<SloAlertTransition> _queue;
    private readonly SemaphoreSlim _calls = new(1 + MaximumLeftBehind);
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    internal HandlerQueue(ISloAlertHandler handler, TimeSpan timeout, TimeProvider time, AlertInstruments instruments, BackgroundLogger logger)
    {
        _handler = handler;
        _name = handler.GetType().Name;
        _timeout = timeout;
        _time = time;
        _instruments = instruments;
        _logger = logger;
        _repeats = new RepeatGate(time);
        _queue = Channel.CreateBounded<SloAlertTransition>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Dropped());
    }

    internal bool Post(SloAlertTransition transition) => _queue.Writer.TryWrite(transition);

    internal void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Lets the handler finish what is queued, until the token is cancelled; what is left then is dropped.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        await foreach (SloAlertTransition transition in _queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await _calls.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested)
            {
                Dropped();
            }
            else
            {
                await HandleAsync(transition).ConfigureAwait(false);
            }
        }
    }

    private async Task HandleAsync(SloAlertTransition transition)
    {
        using CancellationTokenSource limit = new(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        CancellationToken token = either.Token;

        // Off this loop: a handler may block before its first await.
        var call = Task.Run(() => _handler.HandleAsync(transition, token), CancellationToken.None);
        _ = call.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await ((Task)call.WaitAsync(_timeout + Grace, _time, _stop.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (call.IsCompletedSuccessfully)
        {
            _instruments.Handled(_name, "handled");
        }
        else if (limit.IsCancellationRequested)
        {
            _instruments.Handled(_name, "timed_out");
            _repeats.Pass(suppressed => _logger.HandlerTimedOut(_name, SloDuration.Format(_timeout), SloText.OneLine(transition.Name), suppressed));
        }
        else if (_stop.IsCancellationRequested)
        {
            _instruments.Handled(_name, "dropped");
        }
        else
        {
            _instruments.Handled(_name, "failed");
            _repeats.Pass(suppressed => _logger.HandlerFailed(call.Exception?.InnerException, _name, SloText.OneLine(transition.Name), suppressed));
        }
    }

    private void Ended(Task call)
    {
        // Observed, so that one that fails after it was left behind is not reported as nobody's.
        _ = call.Exception;
        _calls.Release();
    }

    private void Dropped()
    {
        _instruments.Handled(_name, "dropped");
        _repeats.Pass(suppressed => _logger.TransitionsDropped(_name, suppressed));
    }
}
