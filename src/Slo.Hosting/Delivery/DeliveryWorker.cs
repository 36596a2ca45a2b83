namespace Slo.Hosting.Delivery;

/// <summary>
/// Delivers the items of a queue to a receiver in its own loop, one call at a time: with a time-out, with back-off after failures, and with
/// a bounded stop. It depends neither on the items nor on the protocol.
/// </summary>
#pragma warning disable CA1001 // Calls that were left behind still use the token when all is over; it holds nothing but memory.
internal sealed class DeliveryWorker<T>(
    IDeliveryQueue<T> queue, IDeliveryReceiver<T> first, IDeliveryReports<T> reports, TimeProvider time)
#pragma warning restore CA1001
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly SupervisedCalls _calls = new(time);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly DeliveryClock _clock = new(time);
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDeliveryReceiver<T> _receiver = first;
    private CancellationTokenSource _current = new();
    private Task _loop = Task.CompletedTask;
    private TimeSpan _pausedUntil;
    private int _failuresInARow;
    private int _oneByOne;

    // While stopping: the number of items to be tried. Each is tried once, also during a back-off.
    private int _lastTries;
    private bool _isStopping;
    private bool _isOver;

    // Under the lock only.
    private TimeSpan Now => _clock.Now;

    internal void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Whether an item of this kind is not delivered yet.</summary>
    internal bool IsPending(Func<T, bool> kind)
    {
        lock (_gate)
        {
            return queue.IsPending(kind);
        }
    }

    /// <summary>Drops pending items of this kind. The result of a call in progress is ignored.</summary>
    internal void Forget(Func<T, bool> kind)
    {
        lock (_gate)
        {
            queue.Forget(kind);
        }
    }

    /// <summary>Changes the queue. Waits for nothing but other changes.</summary>
    /// <returns>False once the worker stops: nothing was changed.</returns>
    internal bool Update(Action<TimeSpan> change)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return false;
            }

            change(Now);
            _wake.TrySetResult();
            return true;
        }
    }

    /// <summary>Delivers to another receiver from now on, without back-off. The result of a call in progress is ignored.</summary>
    /// <param name="receiver">The new one.</param>
    /// <param name="change">Changes the queue.</param>
    internal void Restart(IDeliveryReceiver<T> receiver, Action<TimeSpan> change)
    {
        CancellationTokenSource before;
        lock (_gate)
        {
            before = _current;
            _current = new CancellationTokenSource();
            _receiver = receiver;
            _failuresInARow = 0;
            _pausedUntil = default;
            change(Now);
            _wake.TrySetResult();
        }

        // Off this thread: what observes the cancellation is code of the app.
        _ = before.CancelAsync();
    }

    /// <summary>Tries what is pending once more and ends, at the latest when the token is cancelled; what is left then is
    /// dropped.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            _lastTries = queue.PendingCount;
            _wake.TrySetResult();
        }

        _ = _closing.CancelAsync();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End();
    }

    /// <summary>Ends at once; what is pending is dropped.</summary>
    internal void Remove()
    {
        End();
        _ = _closing.CancelAsync();
        _ = _stop.CancelAsync();
    }

    // What is thrown here is not the receiver's, which is called under supervision: a clock of the app, or a fault of our own. A loop that
    // ended would end the deliveries without a word.
    private async Task RunAsync()
    {
        var failures = 0;
        var isOn = true;
        while (isOn)
        {
            try
            {
                isOn = await PassAsync().ConfigureAwait(false);
                failures = 0;
            }
#pragma warning disable CA1031
            catch (Exception exception)
#pragma warning restore CA1031
            {
                reports.Broke(exception);
                TimeSpan wait = BackOff.Wait(TimeSpan.FromSeconds(1), ++failures, TimeSpan.Zero, jitter: 1);

                // Not on the clock of the app, which may be what is broken.
                await Task.Delay(wait, TimeProvider.System, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                // One more try at a stop, as in any back-off.
                isOn = !_closing.IsCancellationRequested || failures == 1;
            }
        }
    }

    /// <returns>False: nothing is left to do.</returns>
    private async Task<bool> PassAsync()
    {
        await _calls.EnterAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stop.IsCancellationRequested)
        {
            return false;
        }

        DeliveryStep<T>? step = null;
        try
        {
            step = Next();
        }
        finally
        {
            if (step is not { Batch.Count: > 0 })
            {
                _calls.Leave();
            }
        }

        if (step is { Batch.Count: 0 })
        {
            await step.Wake.WaitAsync(step.Wait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (step is not null)
        {
            await DeliverAsync(step).ConfigureAwait(false);
        }

        return step is not null;
    }

    /// <summary>What to do next; null: nothing any more.</summary>
    private DeliveryStep<T>? Next()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            var size = _oneByOne > 0 ? 1 : _receiver.BatchSize;
            IReadOnlyList<T> batch = _isOver ? []
                : _isStopping ? queue.TakeLast(Math.Min(size, _lastTries), now)
                : now >= _pausedUntil ? queue.Take(size, now) : [];
            if (_isStopping)
            {
                if (batch.Count == 0 || queue.PendingCount == 0)
                {
                    return null;
                }

                _lastTries -= batch.Count;
            }

            TimeSpan next = queue.NextAt(now) is { } at ? at - now : Idle;
            var wait = TimeSpan.FromTicks(
                Math.Clamp(Math.Max(next.Ticks, (_pausedUntil - now).Ticks), TimeSpan.TicksPerMillisecond, Idle.Ticks));
            if (_wake.Task.IsCompleted)
            {
                _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return new(batch, wait, _wake.Task, _receiver, _current);
        }
    }

    private async Task DeliverAsync(DeliveryStep<T> step)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(step.Changed.Token, _stop.Token);
        DeliveryResult result = await _calls
            .RunAsync(token => CallAsync(step, token), step.Receiver.Timeout, either.Token).ConfigureAwait(false);
        lock (_gate)
        {
            // The answer of a previous receiver is ignored. An item whose call was cancelled by the stop stays pending, and is dropped.
            if (!_isOver && step.Changed == _current && (result.Verdict == DeliveryVerdict.Delivered || !_stop.IsCancellationRequested))
            {
                Conclude(step.Batch, result);
            }
        }
    }

    // A thread of the pool comes to this later: by then the receiver may be out of use. The sources are asked, because the linked token is
    // cancelled a moment after them.
    private Task<DeliveryResult> CallAsync(DeliveryStep<T> step, CancellationToken cancellationToken)
    {
        step.Changed.Token.ThrowIfCancellationRequested();
        _stop.Token.ThrowIfCancellationRequested();
        return step.Receiver.DeliverAsync(step.Batch, cancellationToken);
    }

    private void Conclude(IReadOnlyList<T> batch, in DeliveryResult result)
    {
        TimeSpan now = Now;
        var isRefused = result.Verdict == DeliveryVerdict.Refused;
        if (isRefused && batch.Count > 1)
        {
            // One item may be the cause, so the items are tried separately.
            _oneByOne = batch.Count;
            _lastTries += batch.Count;
            return;
        }

        _oneByOne = Math.Max(0, _oneByOne - 1);
        if (result.Verdict == DeliveryVerdict.Delivered)
        {
            _failuresInARow = 0;
            foreach (T item in batch)
            {
                queue.Delivered(item, now);
            }

            return;
        }

        List<T> givenUp = [.. batch.Where(item => queue.Failed(item, isRefused, now))];

        if (!isRefused)
        {
            _failuresInARow++;
#pragma warning disable CA5394 // Spreads load, hides nothing.
            _pausedUntil = now + BackOff.Wait(_receiver.FirstBackOff, _failuresInARow, result.RetryAfter, Random.Shared.NextDouble());
#pragma warning restore CA5394
        }

        reports.Failed(batch, givenUp, result);
    }

    private void End()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isStopping = true;
            _isOver = true;
            for (var left = queue.PendingCount; left > 0; left--)
            {
                reports.Report(DeliveryOutcome.Dropped);
            }
        }
    }
}
