using System.Runtime.CompilerServices;

namespace Slo;

/// <content>How events come in.</content>
public sealed partial class SloTracker
{
    // The ticks of an event whose duration is not known.
    private const long NotTimed = -1;

    // Up to where an event is fast: without a latency threshold, all are.
    private readonly long _fastTicks;
    private readonly double _fastSeconds;

    // A duration below it is that of a fast event, and needs no further look: 0 until the first one with a duration. An outdated value, or
    // half of one in a 32-bit process, is a smaller one, and only leads to the further look.
    private ulong _fastBelow;

    // Of events that are recorded without an object: passed by reference, it costs good events nothing.
    private static readonly SloEvent NoDetails = new(SloOutcome.Bad);

    /// <summary>Counts one event.</summary>
    /// <param name="good">True for good, false for bad.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(bool good)
    {
        if (!_cells.TryIncrement(good))
        {
            RecordSlowly(good);
        }
    }

    /// <summary>Counts one event of a group.</summary>
    /// <param name="good">True for good, false for bad.</param>
    /// <param name="group">The group's value; null or an objective without <see cref="SloObjective.Grouping"/>: only the total counts
    /// it.</param>
    public void Record(bool good, string? group)
    {
        if (good)
        {
            Record(good, NotTimed, seconds: 0, group, reason: null, cohort: null, NoDetails);
        }
        else
        {
            Record(new SloEvent(SloOutcome.Bad) { Group = group });
        }
    }

    /// <summary>Counts one event.</summary>
    /// <param name="outcome">Good, bad, or ignored; an undefined value is dropped and counted as rejected.</param>
    public void Record(SloOutcome outcome) => Record(new SloEvent(outcome));

    /// <summary>Counts one event with its duration, group and reason. All other methods that record one event are short forms of
    /// this.</summary>
    /// <param name="event">The event. A negative duration or an undefined outcome drops it and counts it as rejected.</param>
    public void Record(in SloEvent @event)
    {
        // By far the most frequent one.
        if (@event is { Outcome: SloOutcome.Good, Elapsed: null, Group: null, Cohort: null, Calls: null })
        {
            Record(good: true);
            return;
        }

        if (@event.Elapsed is { Ticks: < 0 })
        {
            _rejected.NegativeDuration.Increment();
            return;
        }

        switch (@event.Outcome)
        {
            case SloOutcome.Good or SloOutcome.Bad:
                Record(
                    @event.Outcome == SloOutcome.Good, @event.Elapsed?.Ticks ?? NotTimed, seconds: 0, @event.Group, @event.Reason,
                    @event.Cohort, @event);
                break;
            case SloOutcome.Ignored:
                Current.Ignore();
                break;
            default:
                _rejected.NotANumber.Increment();
                break;
        }
    }

    /// <summary>Counts many events at once. The two counts become visible one after the other, never lost.</summary>
    /// <param name="good">Good events; with a negative count the whole call is dropped and counted as rejected.</param>
    /// <param name="bad">Bad events.</param>
    public void Record(long good, long bad) => Record(good, bad, group: null);

    /// <summary>Counts many events of a group at once. The counts become visible one after the other, never lost.</summary>
    /// <param name="good">Good events; with a negative count the whole call is dropped and counted as rejected.</param>
    /// <param name="bad">Bad events.</param>
    /// <param name="group">The group's value; null or an objective without <see cref="SloObjective.Grouping"/>: only the total counts
    /// them.</param>
    public void Record(long good, long bad, string? group)
    {
        if (good < 0 || bad < 0)
        {
            _rejected.NegativeWeight.Increment();
            return;
        }

        if (!TryAdd(good: true, good, group) | !TryAdd(good: false, bad, group))
        {
            _rejected.Overflow.Increment();
        }
    }

    /// <summary>Counts one event that took a time: bad if longer than the latency threshold, else good.</summary>
    /// <param name="elapsed">The duration; a negative one is dropped and counted as rejected.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(TimeSpan elapsed) => Record(good: true, elapsed);

    /// <summary>Counts one event that took a time: good if it succeeded within the latency threshold, exactly at it included.</summary>
    /// <param name="good">Whether it succeeded; a failure is bad however fast.</param>
    /// <param name="elapsed">The duration; a negative one is dropped and counted as rejected.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(bool good, TimeSpan elapsed)
    {
        // By far the most frequent one. As an unsigned number, a negative duration is a long one.
        if (!good || (ulong)elapsed.Ticks >= _fastBelow || !_cells.TryIncrement(good: true))
        {
            RecordTimed(good, elapsed);
        }
    }

    /// <summary>Counts one event that took a time in seconds, as instruments measure it.</summary>
    /// <param name="seconds">The duration; NaN, infinite or negative values are dropped and counted as rejected.</param>
    public void RecordSeconds(double seconds)
    {
        if (!double.IsFinite(seconds))
        {
            _rejected.NotANumber.Increment();
        }
        else if (seconds < 0)
        {
            _rejected.NegativeDuration.Increment();
        }
        else
        {
            // In seconds, not in ticks: 0.3 s given must equal a threshold of 300 ms.
            Record(good: true, ticks: 0, seconds, group: null, reason: null, cohort: null, NoDetails);
        }
    }

    /// <summary>Begins timed work: <c>using var work = tracker.Start();</c> counts it once when disposed, good if it was marked good and
    /// within the latency threshold, else bad.</summary>
    /// <returns>A scope; one small allocation.</returns>
    public SloMeasurement Start() => new(this, _time);

    // A thread's first event; or a tracker that was replaced, whose holder need not know. A tracker may be closed between the look at
    // it and the count, so the search for the successor continues until one has counted, or the tracker was removed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordSlowly(bool good)
    {
        SloTracker? tracker = this;
        while (tracker is not null && !tracker._cells.TryCount(good))
        {
            tracker = tracker.Successor;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordTimed(bool good, TimeSpan elapsed)
    {
        if (elapsed.Ticks < 0)
        {
            _rejected.NegativeDuration.Increment();
            return;
        }

        Record(good, elapsed.Ticks, seconds: 0, group: null, reason: null, cohort: null, NoDetails);
    }

    // Each tracker judges by a threshold of its own. Groups, reasons and cohorts go where the total went, and nowhere else: a replacement
    // in between must not give one event to two trackers.
    private void Record(
        bool good, long ticks, double seconds, string? group, string? reason, string? cohort, in SloEvent details)
    {
        for (SloTracker? tracker = this; tracker is not null; tracker = tracker.Successor)
        {
            var isFast = ticks <= tracker._fastTicks && seconds <= tracker._fastSeconds;
            var isGood = good && (isFast || tracker._slow!.IsWithinThreshold(ticks, seconds));
            if (!tracker._cells.TryCount(isGood))
            {
                continue;
            }

            if (good && ticks != NotTimed)
            {
                tracker.NoteDuration(isFast, ticks, seconds);
            }

            if (group is not null || !isGood)
            {
                tracker.Attribute(isGood, group, good ? SloEvent.TooSlow : reason);
            }

            if (!isGood)
            {
                tracker.Keep(details, good ? SloEvent.TooSlow : reason, Milliseconds(ticks, seconds, details.Elapsed));
            }

            if (cohort is not null)
            {
                tracker._cohorts.Record(cohort, isGood);
            }

            if (details.Calls is { } calls)
            {
                tracker._edges.Record(calls, isGood, tracker.ThresholdTicks);
            }

            return;
        }
    }

    private void NoteDuration(bool isFast, long ticks, double seconds)
    {
        // Written once: many threads record, and a write takes the line away from the others.
        if (!_isTimed)
        {
            _isTimed = true;
            _fastBelow = (ulong)_fastTicks + 1;
        }

        if (!isFast)
        {
            _slow!.Record(ticks, seconds);
        }
    }

    private void Keep(in SloEvent bad, string? reason, float milliseconds)
    {
        _badEvents.Record(WithDependency(bad), reason, milliseconds);
        _exemplars.Add(_judge.Objective.Name);
    }

    // As the others, nothing after the tracker was removed.
    private void Ignore()
    {
        if (!_isClosed)
        {
            _ignored.Increment();
        }
    }

    private SloEvent WithDependency(in SloEvent details) => details.Dependency is null && details.Calls is { } calls
        ? details with { Dependency = _edges.FailedOrSlow(calls, ThresholdTicks) } : details;

    private long ThresholdTicks => _slow?.ThresholdTicks ?? long.MaxValue;

    private static float Milliseconds(long ticks, double seconds, TimeSpan? elapsed) =>
        elapsed is { } known ? (float)known.TotalMilliseconds
        : ticks > 0 ? (float)(ticks / (double)TimeSpan.TicksPerMillisecond)
        : seconds > 0 ? (float)(seconds * 1000) : -1;

    private void Attribute(bool good, string? group, string? reason)
    {
        if (group is not null)
        {
            _groups?.Record(group, good);
        }

        if (!good && reason is not null)
        {
            _reasons.Record(reason, good);
        }
    }

    // False if the cap cut something off.
    private bool TryAdd(bool good, long count, string? group)
    {
        for (SloTracker? tracker = this; count > 0 && tracker is not null; tracker = tracker.Successor)
        {
            if (!tracker._cells.TryAdd(good, count, out var isCut))
            {
                continue;
            }

            if (group is not null)
            {
                tracker._groups?.Record(group, good, count);
            }

            return !isCut;
        }

        return true;
    }
}
