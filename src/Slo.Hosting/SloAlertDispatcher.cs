using System.Collections.Concurrent;
using Slo.Hosting.Alerting;
using Slo.Hosting.Notifications;

namespace Slo;

/// <summary>Hands transitions of alerts to every <see cref="ISloAlertHandler"/> and notification target. One in a host; the evaluation
/// posts to it.</summary>
/// <remarks>Thread-safe. Posting never waits and never throws.</remarks>
public sealed class SloAlertDispatcher
{
    /// <summary>How long handlers and targets may take for what is queued when the host stops, if its own time-out is not
    /// shorter.</summary>
    internal static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly NotificationTargets _targets;
    private volatile HandlerQueue[] _queues = [];
    private readonly ConcurrentBag<Task> _evaluations = [];
    private volatile bool _isOpen;

    internal SloAlertDispatcher(TimeProvider time, NotificationTargets targets)
    {
        _time = time;
        _targets = targets;
    }

    /// <summary>Queues a transition for every handler. A full queue drops its oldest transition, which is counted and logged.</summary>
    /// <param name="transition">What happened; from outside this process with <see cref="SloAlertTransition.Source"/> set
    /// accordingly.</param>
    /// <returns>False before the host has started and once it stops: nothing was queued.</returns>
    public bool Post(SloAlertTransition transition) => Post(transition, isWanted: null);

    /// <summary>The same for some receivers.</summary>
    /// <param name="transition">What happened.</param>
    /// <param name="isWanted">Which ones, by their names in <see cref="Pending"/>; null: all.</param>
    internal bool Post(SloAlertTransition transition, Predicate<string>? isWanted)
    {
        ArgumentNullException.ThrowIfNull(transition);
        if (!_isOpen)
        {
            return false;
        }

        Posted?.Invoke(transition);
        var isTaken = true;
        foreach (HandlerQueue queue in _queues.Where(queue => isWanted?.Invoke(queue.Name) != false))
        {
            isTaken &= queue.Post(transition);
        }

        _targets.Post(transition, isWanted);
        return isTaken;
    }

    /// <summary>Notes that an alert from outside this process, whose transition was posted, still fires. Reactions count such an alert as
    /// ended when it was not posted or confirmed for a day, because its end may have been lost. Sends no notification.</summary>
    /// <param name="fingerprint">Its <see cref="SloAlertTransition.Fingerprint"/>.</param>
    public void Confirm(string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        Confirmed?.Invoke(fingerprint);
    }

    /// <summary>Raised for each confirmed alert, by any thread; must not block or throw.</summary>
    internal event Action<string>? Confirmed;

    /// <summary>Raised for each transition, by any thread; must not block or throw.</summary>
    internal event Action<SloAlertTransition>? Posted;

    /// <summary>The names of all receivers, whether each has a pending delivery of an alert, and whether alerts are repeated to
    /// it.</summary>
    internal IReadOnlyList<(string Name, bool IsPending, bool IsRepeated)> Pending(string fingerprint) =>
        [.. _queues.Select(queue => (queue.Name, queue.IsPending(fingerprint), false)), .. _targets.Pending(fingerprint)];

    /// <summary>Drops pending deliveries of some alerts, and stops their repetition.</summary>
    internal void Forget(Predicate<SloAlertTransition> kind)
    {
        Array.ForEach(_queues, queue => queue.Forget(kind));
        _targets.Forget(kind);
    }

    /// <summary>Gives targets with repeated notifications the current alerts of a set.</summary>
    /// <param name="registry">The set.</param>
    /// <param name="ended">Completes after the last evaluation of the set.</param>
    /// <param name="isDelivered">Which of them; null: all.</param>
    internal void Follow(SloRegistry registry, Task ended, Predicate<SloAlertTransition>? isDelivered = null)
    {
        _targets.Follow(registry, isDelivered);
        _evaluations.Add(ended);
    }

    internal void Start(IEnumerable<HandlerQueue> queues)
    {
        _queues = [.. queues];
        for (var i = 0; i < _queues.Length; i++)
        {
            // The first one of a type has its name alone.
            var same = _queues.Take(i).Count(other => other.Type == _queues[i].Type);
            var name = $"handler {_queues[i].Type}";
            _queues[i].Name = same == 0 ? name : FormattableString.Invariant($"{name} {same + 1}");
            _queues[i].Start();
        }

        _isOpen = true;
    }

    /// <summary>Accepts no more transitions and lets the handlers finish, for a limited time.</summary>
    /// <param name="isHostStopping">Whether the evaluations stop too: a host may stop its services at the same time, and the last
    /// transitions come from the last evaluations.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async Task StopAsync(bool isHostStopping, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limit();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (isHostStopping)
        {
            await Task.WhenAll(_evaluations).WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _isOpen = false;
        Task[] ends = [.. _queues.Select(queue => queue.StopAsync(either.Token)), _targets.StopAsync(either.Token)];
        await Task.WhenAll(ends).ConfigureAwait(false);
    }

    // A clock of the app that throws must not keep the queues from stopping.
    private CancellationTokenSource Limit()
    {
        try
        {
            return new(DrainTime, _time);
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            return new(DrainTime, TimeProvider.System);
        }
    }
}
