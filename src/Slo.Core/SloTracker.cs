using System.Runtime.CompilerServices;
using Slo.Alerting;
using Slo.Anomalies;
using Slo.Attribution;
using Slo.Dependencies;
using Slo.Evaluation;
using Slo.Grouping;
using Slo.History;
using Slo.Judging;
using Slo.Recording;
using Slo.State;
using Slo.Tracking;
using Slo.Windows;

namespace Slo;

/// <summary>One objective at run time: counts its events, and gives its status.</summary>
/// <remarks>
/// Recording is exactly-once, thread-safe, lock-free, reads no clock and allocates nothing after a thread's first event (which
/// makes room for that thread). An event belongs to the slice of time in which it was counted. A window's old edge is exact to one
/// slice of the tier that answers it, and interpolated inside it (with a thousand slices and more it is put on the slice's start).
/// After the tracker is removed, recording does nothing; where a new definition made the objective start
/// over, a tracker held from before records to the new one.
/// </remarks>
public sealed partial class SloTracker
{
    private readonly TimeProvider _time;
    private readonly ObjectiveHistory _history;
    private readonly ObjectiveJudge _judge;
    private readonly RejectedMeasurements _rejected;
    private readonly ExemplarCounter _exemplars;

    // Null unless its counts are fed from outside.
    private readonly DataClock? _data;
    private readonly SharedCounter _ignored = new();

    // What its history held before this process counted. No counter of the meter has it.
    private readonly SloEventCounts _restored;

    private readonly EventGroups? _groups;
    private readonly AlertOrigin _origin;
    private readonly SliceAllowance _past;

    // Made by the first capture: without a store it is not needed. Under the registry's evaluation lock.
    private StateKey _key;

    // Null unless each group has an alert.
    private volatile GroupJudges? _groupJudges;

    private readonly LateGroups _reasons;
    private readonly Cohorts _cohorts;
    private readonly BadEvents _badEvents;
    private readonly Edges _edges;
    private EventCells _cells;

    // Shared by all trackers of this name; set when the first of them is replaced.
    private Succession? _succession;

    // Nothing is evaluated or published any more; what was published stays. Set after the succession and before the cells are closed, so
    // that a caller whose event the cells refuse finds the successor.
    private volatile bool _isClosed;

    /// <param name="objective">What is declared.</param>
    /// <param name="shared">What all trackers of a registry share.</param>
    /// <param name="state">What another process, or another tracker, counted before; null: it begins.</param>
    /// <param name="data">The clock of counts that are fed; null: it follows the timeline of the registry.</param>
    /// <param name="own">What of the state this process counted: the counters of the meter go on from there.</param>
    internal SloTracker(
        SloObjective objective, TrackerContext shared, SloObjectiveState? state = null, DataClock? data = null,
        SloEventCounts own = default)
    {
        _time = shared.Time;
        (_rejected, _exemplars) = (shared.Rejected, shared.Exemplars);
        _data = data;
        _restored = (state?.History.Last.Counts ?? default) - own;
        Timeline timeline = data is null ? shared.Timeline : new Timeline(data);
        CellAllocator cells = shared.Cells;
        (_fastTicks, _fastSeconds) = SlowEvents.FastUntil(objective.LatencyThreshold);
        _cells = cells.Allocate();
        Record(own.Good, own.Bad);
        Func<SloEventCounts, SloEventCounts>? worth = SliceWorth.Of(objective.Method);
        _history = state is null
            ? new ObjectiveHistory(objective, worth, timeline, shared.KeepsEveryMinute)
            : new ObjectiveHistory(objective, worth, timeline, shared.KeepsEveryMinute, state.History);
        TimeSpan longest = objective.Period.LongestLength;
        _groups = objective.Grouping is { } grouping ? new EventGroups(Dimension.Of(grouping), longest, cells, timeline) : null;
        _reasons = new LateGroups(Dimension.Reasons, longest, cells, timeline);
        _cohorts = new Cohorts(cells, timeline, () => new SloCanary((double)(1 - Objective.TargetRatio), shared.Canary));
        _badEvents = new BadEvents(timeline, objective.IsCompact);
        _edges = Edges.Of(objective, shared.Dependencies, cells, timeline, own.Total);
        _origin = new AlertOrigin(shared.Set, shared.Scope);
        if (state is null)
        {
            _judge = new ObjectiveJudge(_history, objective, _origin, Now());
        }
        else
        {
            var gap = data is null ? _history.Resume(_restored) : 0;
            _judge = new ObjectiveJudge(_history, objective, _origin, _history.Last, state.Judge, gap);
        }

        _slow = SlowEventsOf(objective, cells, state);
        _past = shared.PastSlices;
        _anomalies = new ObjectiveAnomalies(objective.Name, _history, isRestored: state is not null);
        _hasData = data is not null && state is not null;
        _groupJudges = objective.AlertPerGroup ? JudgeGroups(objective) : null;
    }

    /// <summary>What its history is of. No other definition of this tracker changes it.</summary>
    internal StateKey Key => _key.Name is null ? _key = StateKey.Of(_judge.Objective) : _key;

    /// <summary>The declared objective.</summary>
    public SloObjective Objective => Current._judge.Objective;

    /// <summary>The status of the last evaluation. The first read after an evaluation creates the object; further reads are one volatile
    /// read and return the same object.</summary>
    public SloStatus Status => Current._judge.Status;

    /// <summary>Events recorded since this tracker began: what the counters of the meter show. O(threads), nothing is restored into
    /// it.</summary>
    public SloEventCounts Total => Current.OwnTotal;

    /// <summary>Events recorded as ignored since this tracker began.</summary>
    public long IgnoredTotal => Current._ignored.Count;

    /// <summary>The counts of this tracker, also after another one has replaced it.</summary>
    internal SloEventCounts OwnTotal => _cells.Sum();

    /// <summary>Bytes held by the history of this objective right now; grows over time up to the limit in docs/operations.md.</summary>
    internal long AllocatedBytes => _history.AllocatedBytes + (_groups?.AllocatedBytes ?? 0) + (_groupJudges?.AllocatedBytes ?? 0)
        + _reasons.AllocatedBytes + _cohorts.AllocatedBytes + _badEvents.AllocatedBytes + _edges.AllocatedBytes;

    /// <summary>The events of the last stretch of this length, up to now, live: what was recorded a moment ago is in.</summary>
    /// <param name="window">Above 0; what is older than the period is no longer kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive, or longer than the period.</exception>
    public SloEventCounts GetEvents(TimeSpan window)
    {
        CheckWindow(window);
        SloTracker current = Current;
        return current._history.Window(current.Now(), window.Ticks).Events;
    }

    /// <summary>The burn rate over the last stretch of this length, live; null without events.</summary>
    /// <param name="window">Above 0, at most the period.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive, or longer than the period.</exception>
    public double? GetBurnRate(TimeSpan window)
    {
        CheckWindow(window);
        SloTracker current = Current;
        return current._judge.BurnRate(current.Now(), window.Ticks);
    }

    /// <summary>A fresh status, up to now, without waiting for the next evaluation. Rules with too few events keep what was last published.
    /// After the tracker is removed, the last one published, as <see cref="Status"/>.</summary>
    public SloStatus GetStatus()
    {
        // Of a closed one nothing is counted any more: there is nothing left to look at anew.
        SloTracker current = Current;
        return current._isClosed ? current._judge.Status : current._judge.GetStatus(current.Now(), current._ignored.Count);
    }

    /// <summary>Burn-rate rules that the traffic seen cannot support: too few events for the factor, with what they would need. Empty until
    /// a rule's long window was observed.</summary>
    public IReadOnlyList<SloFinding> GetTrafficWarnings()
    {
        SloTracker current = Current;
        return current._judge.TrafficWarnings(current.Now());
    }

    /// <summary>Sets <see cref="SloStatus.SourceWarning"/>. Meant for the component that records the events.</summary>
    /// <param name="warning">What is wrong with the source, or null.</param>
    public void SetSourceWarning(SloFinding? warning) => Current._judge.SourceWarning = warning;

    /// <summary>Takes the history to a new position, evaluates, publishes. One thread at a time.</summary>
    /// <returns>What happened to the alert, or null.</returns>
    internal SloAlertTransition? Advance(in TimelineStep step, EvaluationBuffer buffer)
    {
        if (_isClosed || _data is not null)
        {
            return null;
        }

        return Move(step, buffer);
    }

    private SloAlertTransition? Move(in TimelineStep step, EvaluationBuffer buffer)
    {
        var before = _history.Last.Position;
        Reading now = _history.Advance(step, Cumulative);
        SloEventCounts total = now.Counts - _restored;
        if (_history.CalendarStart is { } start && start > before)
        {
            _groups?.BeginPeriod(start, total);
            _reasons.BeginPeriod(start, total);
        }

        _groups?.Advance(step, total);
        _reasons.Advance(step, total);
        _cohorts.Advance(step, total);
        _edges.Advance(step);
        if (now.Position >= _sliceEnd)
        {
            AdvanceAnomalies(now);
            _badEvents.Release(now.Position);
        }

        return WithExplanation(_judge.Advance(step, now, _ignored.Count, buffer));
    }

    /// <summary>What the calendar period comes to that has ended since the last call, as a sentence and as details of a ledger entry; null
    /// if none has. One thread at a time, with <see cref="Advance"/>.</summary>
    internal (string Summary, IReadOnlyDictionary<string, string?> Details)? TakeClosedPeriod() =>
        _history.TakeClosed() is { } closed && _judge.Judge(closed) is var verdict ? (verdict.ToString(), verdict.ToDetails()) : null;

    /// <summary>What it has counted, and how its alert stands, as of the last evaluation. Under the registry's evaluation lock.</summary>
    /// <param name="before">An earlier state: of one that continues it, only what is new is needed.</param>
    internal SloObjectiveState Capture(SloObjectiveState? before)
    {
        SloObjective objective = _judge.Objective;
        var isComplete = before is null || before.CountingKey != Key.CountingKey || !_history.Continues(before.History);
        HistoryState history = _history.Capture(isComplete ? long.MinValue : before!.Position);
        history = history with { AreTermsNew = isComplete || !ReferenceEquals(history.Terms, before!.History.Terms) };
        JudgeState judge = _judge.Capture();
        DateTimeOffset asOf = _history.Timeline.InstantOf(history.Last.Position);
        return new(objective.Name, Key.CountingKey, asOf, isComplete, history, judge)
        {
            ExpiresAt = asOf + objective.Period.LongestLength,
            IsJudgeNew = isComplete || !before!.HasJudge || !judge.IsSameAs(before.Judge),
            Latency = _slow?.Watch?.Capture(),
            IsLatencyNew = isComplete || !ReferenceEquals(before!.Latency, _slow?.Watch?.Capture()),
        };
    }

    /// <summary>A transition to firing, for an alert that another process raised; null if it does not fire.</summary>
    internal SloAlertTransition? RepeatFiring() => _judge.RepeatFiring();

    /// <summary>The transitions that end the alerts of an objective that is no longer judged.</summary>
    internal IEnumerable<SloAlertTransition> End() => _judge.End() is { } transition ? [transition, .. EndGroups()] : EndGroups();

    /// <summary>Writes all values of a status to a buffer.</summary>
    internal void EvaluateLive(EvaluationBuffer into) => _judge.Evaluate(Now(), into);

    /// <summary>Stops counting. What was counted stays readable.</summary>
    /// <param name="successor">The tracker that replaces this one under the same name: events recorded here from now on are counted
    /// there.</param>
    internal void Close(SloTracker? successor = null)
    {
        if (successor is not null)
        {
            _succession ??= new Succession(this);
            successor._succession = _succession;
            _succession.Newest = successor;
        }

        _isClosed = true;
        _cells.Close();
        _edges.Release();
    }

    // The counts of the history continue where it stopped; the total of this process begins at zero.
    private SloEventCounts Cumulative => _restored + _cells.Sum();

    private SloTracker Current => _isClosed && _succession is { } succession ? succession.Newest : this;

    private SloTracker? Successor => Current is { } current && current != this ? current : null;

    // Position before counts: what is recorded in between is in, and no count is ever older than its position.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Reading Now()
    {
        var position = _history.Timeline.Now;
        return new Reading(position, Cumulative);
    }

    private void CheckWindow(TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, Objective.Period.LongestLength);
    }

    /// <summary>
    /// The tracker that replaces the old one under its name after a change of the definition that restarts the counts. Shared by all
    /// trackers of that name: a chain of successors would keep the history of each for as long as the first is held.
    /// </summary>
    private sealed class Succession(SloTracker newest)
    {
        private volatile SloTracker _newest = newest;

        internal SloTracker Newest
        {
            get => _newest;
            set => _newest = value;
        }
    }
}
