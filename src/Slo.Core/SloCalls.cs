using System.Diagnostics;
using System.Runtime.InteropServices;
using Slo.Dependencies;

namespace Slo;

/// <summary>The calls that one piece of work, for example a request, made to its dependencies. Recorded with its event
/// (<see cref="SloEvent.Calls"/>), they become edges of the dependency map.</summary>
/// <remarks>Thread-safe. At most 64 calls are kept one by one; further ones are added to a like one.</remarks>
/// <example><code>
/// SloCallScope scope = SloCalls.Begin();
/// var isGood = await RunJobAsync();
/// SloCalls? calls = scope.End();
/// tracker.Record(new SloEvent(isGood ? SloOutcome.Good : SloOutcome.Bad) { Calls = calls });
/// scope.Release(calls);
/// </code></example>
public sealed class SloCalls
{
    private const int Maximum = 64;
    private const long NoTicket = 0;

    private readonly Lock _gate = new();
    private readonly List<Call> _ended = [];
    private readonly List<OpenCall> _open = [];
    private readonly WorkTable _home;

    // The work whose calls these are: the number that a link must have. None after the calls were given back.
    private long _ticket;
    private bool _isOver;

    internal SloCalls(WorkTable home) => _home = home;

    /// <summary>Whether calls are observed in this process.</summary>
    public static bool AreObserved => RunningWork.IsObserved;

    /// <summary>How many calls were made, those among them that had not ended with the work.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                long count = _open.Count;
                foreach (Call call in Ended)
                {
                    count += call.Count;
                }

                return count;
            }
        }
    }

    /// <summary>Begins work, which must be ended: the calls made until <see cref="SloCallScope.End"/>, by this thread and by what it
    /// awaits or starts, are its own. Requests begin by themselves.</summary>
    /// <remarks>Allocates nothing where an <see cref="Activity"/> is current that has no other work. Does nothing unless calls are
    /// observed: <c>AddDependencies</c>, or <see cref="SloDependency.Observe"/>.</remarks>
    /// <returns>What ends it.</returns>
    public static SloCallScope Begin() => RunningWork.Begin();

    /// <summary>Those of work that is over.</summary>
    internal ReadOnlySpan<Call> Ended => CollectionsMarshal.AsSpan(_ended);

    /// <summary>The dependency to blame, of work that is over, as the map does: the first whose call failed; else the first whose call was
    /// cancelled, as by a time-out; else the first with a call that took longer than a threshold; else the first whose calls did so
    /// together. Null: none.</summary>
    internal string? FailedOrSlow(long thresholdTicks)
    {
        string? cancelled = null;
        string? slow = null;
        foreach (Call call in Ended)
        {
            if (call.Outcome == CallOutcome.Failed)
            {
                return call.Dependency;
            }

            cancelled ??= call.Outcome == CallOutcome.Cancelled ? call.Dependency : null;
            slow ??= call.Ticks > thresholdTicks ? call.Dependency : null;
        }

        return cancelled ?? slow ?? (thresholdTicks == long.MaxValue ? null : SlowTogether(thresholdTicks));
    }

    private string? SlowTogether(long thresholdTicks)
    {
        ReadOnlySpan<Call> calls = Ended;
        for (var i = 0; i < calls.Length; i++)
        {
            double together = 0;
            foreach (Call call in calls[i..])
            {
                together += call.Dependency == calls[i].Dependency ? call.Ticks * (double)call.Count : 0;
            }

            if (together > thresholdTicks)
            {
                return calls[i].Dependency;
            }
        }

        return null;
    }

    /// <summary>Makes these the calls of work that begins.</summary>
    internal void BeginFor(long ticket)
    {
        lock (_gate)
        {
            (_ticket, _isOver) = (ticket, false);
        }
    }

    internal void Open(long ticket, OpenCall call)
    {
        lock (_gate)
        {
            if (IsOf(ticket) && _open.Count < Maximum)
            {
                _open.Add(call);
            }
        }
    }

    internal bool TryName(long ticket, object key, string name)
    {
        lock (_gate)
        {
            var at = IsOf(ticket) ? IndexOf(key) : -1;
            if (at >= 0)
            {
                _open[at] = _open[at] with { Name = name };
            }

            return at >= 0;
        }
    }

    internal void Close(long ticket, object key, string? name, long ticks, CallOutcome outcome)
    {
        lock (_gate)
        {
            // What ends after the work was counted with it already.
            if (!IsOf(ticket))
            {
                return;
            }

            var at = IndexOf(key);
            var given = at < 0 ? null : _open[at].Name;
            if (at >= 0)
            {
                _open.RemoveAt(at);
            }

            Add(new(name ?? given ?? SloDependencyStatus.Other, ticks, outcome));
        }
    }

    /// <summary>Ends the work. A call that has not ended counts by the time that it took so far.</summary>
    /// <returns>This; null without calls, or if it is over.</returns>
    internal SloCalls? End(long ticket)
    {
        lock (_gate)
        {
            if (!IsOf(ticket))
            {
                return null;
            }

            _isOver = true;
            foreach (OpenCall open in _open)
            {
                Add(new(open.Dependency, TimeProvider.System.GetElapsedTime(open.Started).Ticks, CallOutcome.Succeeded));
            }

            _open.Clear();
            if (_ended.Count > 0)
            {
                return this;
            }
        }

        Release(ticket);
        return null;
    }

    /// <summary>Gives the calls of work that is over back to the table of work, which uses them again.</summary>
    internal void Release(long ticket)
    {
        lock (_gate)
        {
            if (ticket == NoTicket || !_isOver || _ticket != ticket)
            {
                return;
            }

            _ticket = NoTicket;
            _ended.Clear();
        }

        _home.Keep(this);
    }

    // Else the work is over, and these may be the calls of other work.
    private bool IsOf(long ticket) => _ticket == ticket && !_isOver;

    private int IndexOf(object key)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (ReferenceEquals(_open[i].Key, key))
            {
                return i;
            }
        }

        return -1;
    }

    // Beyond the limits a call is added to a like one: of its dependency, or, where there are too many of these, of all others.
    private void Add(Call call)
    {
        Call added = _ended.Count < 2 * Maximum ? call : call with { Dependency = SloDependencyStatus.Other };
        var like = _ended.Count < Maximum ? -1 : IndexOfLike(added);
        if (like < 0)
        {
            _ended.Add(added);
        }
        else
        {
            _ended[like] = _ended[like] with
            {
                Count = _ended[like].Count + added.Count,
                Ticks = Math.Max(_ended[like].Ticks, added.Ticks),
            };
        }
    }

    private int IndexOfLike(Call call)
    {
        for (var i = 0; i < _ended.Count; i++)
        {
            if (_ended[i].Dependency == call.Dependency && _ended[i].Outcome == call.Outcome)
            {
                return i;
            }
        }

        return -1;
    }
}
