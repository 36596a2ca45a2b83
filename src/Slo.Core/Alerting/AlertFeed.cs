using System.Threading.Channels;

namespace Slo.Alerting;

/// <summary>
/// The one exit of alerts from a registry: numbers each transition, keeps the last ones for display, adds it to the log of incidents, and
/// hands it to every subscriber through a bounded queue of its own. Adding never waits and runs no code of a subscriber. Thread-safe.
/// </summary>
internal sealed class AlertFeed(IncidentLog? incidents = null)
{
    /// <summary>How many transitions are kept for display.</summary>
    internal const int Kept = 1_000;

    /// <summary>How many transitions may wait for one subscriber; beyond that its oldest are dropped.</summary>
    internal const int Capacity = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<SloAlertTransition> _kept = new();
    private readonly List<AlertListener> _listeners = [];
    private readonly List<Channel<SloAlertTransition>> _subscribers = [];
    private bool _isComplete;
    private long _sequence;
    private Exception? _error;

    /// <summary>
    /// The last transitions, the oldest first. Without their status: a thousand of them would keep a thousand old definitions alive.
    /// </summary>
    internal IReadOnlyList<SloAlertTransition> Recent
    {
        get
        {
            lock (_gate)
            {
                return [.. _kept];
            }
        }
    }

    internal void Add(SloAlertTransition transition)
    {
        lock (_gate)
        {
            SloAlertTransition numbered = transition with { Sequence = ++_sequence };
            incidents?.Add(numbered);
            _kept.Enqueue(numbered with { Status = null });
            if (_kept.Count > Kept)
            {
                _kept.Dequeue();
            }

            foreach (Channel<SloAlertTransition> subscriber in _subscribers)
            {
                subscriber.Writer.TryWrite(numbered);
            }
        }
    }

    /// <summary>Everything added from now on, until <see cref="Complete"/>.</summary>
    internal Channel<SloAlertTransition> Subscribe()
    {
        // Continuations of readers are asynchronous (the default), so none of them runs in Add.
        var channel = Channel.CreateBounded<SloAlertTransition>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_isComplete)
            {
                channel.Writer.Complete();
            }
            else
            {
                _subscribers.Add(channel);
            }
        }

        return channel;
    }

    internal void Unsubscribe(Channel<SloAlertTransition> channel)
    {
        lock (_gate)
        {
            _subscribers.Remove(channel);
        }

        channel.Writer.TryComplete();
    }

    /// <summary>Calls a handler for everything added from now on, one at a time, from the thread pool.</summary>
    /// <returns>Ends when the handler is called no more.</returns>
    internal Task Listen(object sender, EventHandler<SloAlertTransition> handler)
    {
        AlertListener listener = new(handler, Subscribe());
        lock (_gate)
        {
            if (!_isComplete)
            {
                _listeners.Add(listener);
            }
        }

        // What flows with the caller, such as a request's context, would be kept and shown to every call.
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return Task.Run(() => listener.RunAsync(sender, Report));
    }

    internal void Unlisten(EventHandler<SloAlertTransition> handler)
    {
        AlertListener? listener;
        lock (_gate)
        {
            listener = _listeners.FindLast(other => other.Handler == handler);
            if (listener is null)
            {
                return;
            }

            _listeners.Remove(listener);
        }

        listener.IsRemoved = true;
        Unsubscribe(listener.Channel);
    }

    /// <summary>What a handler threw since this was last asked.</summary>
    internal Exception? TakeError()
    {
        lock (_gate)
        {
            Exception? error = _error;
            _error = null;
            return error;
        }
    }

    /// <summary>No more transitions: readers come to their end.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            _subscribers.ForEach(subscriber => subscriber.Writer.TryComplete());
            _subscribers.Clear();
            _listeners.Clear();
        }
    }

    private void Report(Exception error)
    {
        lock (_gate)
        {
            _error = error;
        }
    }
}
