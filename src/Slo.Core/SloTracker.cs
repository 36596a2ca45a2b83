using System.Diagnostics.CodeAnalysis;
using Slo.Alerting;
using Slo.Evaluation;
using Slo.Grouping;
using Slo.Recording;
using Slo.Windows;

namespace Slo;

/// <summary>One objective at run time: counts its events, keeps their history, publishes its status.</summary>
/// <remarks>
/// Recording is exactly-once, thread-safe, lock-free, reads no clock and allocates nothing after a thread's first event (which
/// makes room for that thread). An event belongs to the slice of time in which it was counted. A window's old edge is exact to one
/// slice of the tier that answers it, and interpolated inside it (with a thousand slices and more it is put on the slice's start).
/// After the tracker is removed, recording does nothing; where a new definition made the objective start
/// over, a tracker held from before goes on as the new one.
/// </remarks>
public sealed partial class SloTracker
{
    private readonly Timeline _timeline;
    private readonly TimeProvider _time;
    private readonly Observation _observation;
    private readonly CumulativeRing _ring;
    private readonly SliceLedger? _slices;
    private readonly RejectedMeasurements _rejected;
    private readonly SharedCounter _ignored = new();
    private readonly long _thresholdTicks;
    private readonly double _thresholdSeconds;
    private readonly EventGroups? _groups;
    private EventCells _cells;
    private WindowEdge[] _edges;
    private WindowEdge[] _worthEdges;

    // Objective and what was worked out from it, swapped as one when the definition is edited.
    private volatile EvaluationPlan _plan;
    private volatile CalendarWindow? _calendar;
    private ulong _holding;

    // What the last evaluation said. A status is made of it when the first reader wants one: of ten thousand objectives few are read
    // every second, and the garbage of the others would cost more than their evaluation.
    private readonly Lock _publication = new();
    private ObjectiveAlert _alert;
    private readonly Silence _silence;
    private (EvaluationPlan Plan, EvaluationScratch Evaluation, AlertSnapshot Alert) _latest;
    private volatile SloStatus? _status;

    // Shared by all trackers of this name; set when the first of them is replaced.
    private Succession? _succession;

    // Nothing is evaluated or published any more; what was published stays. Set after the succession and before the cells are closed, so
    // that a caller whose event the cells refuse finds the successor.
    private volatile bool _isClosed;

    internal SloTracker(
        SloObjective objective, CellAllocator cells, Timeline timeline, TimeProvider time, RejectedMeasurements rejected, bool keepsEveryMinute)
    {
        _timeline = timeline;
        _time = time;
        _rejected = rejected;
        _thresholdTicks = objective.LatencyThreshold?.Ticks ?? long.MaxValue;
        _thresholdSeconds = objective.LatencyThreshold?.TotalSeconds ?? double.PositiveInfinity;
        _cells = cells.Allocate();

        var origin = timeline.Now;
        _observation = new Observation(origin);
        TimeSpan longest = objective.Period.LongestLength;
        _ring = new CumulativeRing(RingLayout.Create(longest, objective.IsCompact, everyMinute: keepsEveryMinute), origin);
        if (objective.Method.Kind != BudgetingMethodKind.Occurrences)
        {
            CumulativeRing slices = new(RingLayout.Create(longest, objective.IsCompact, finest: TimeSpan.FromMinutes(1), keepsEveryMinute), origin);
            _slices = new SliceLedger(objective.Method.Slice.Ticks, slices, origin, SliceWorth.For(objective.Method));
        }

        _groups = objective.Grouping is { } grouping ? new EventGroups(grouping, longest, cells, timeline) : null;
        _silence = new Silence(origin);
        _alert = new ObjectiveAlert(objective.AlertRules.Count, timeline.InstantOf(origin));
        Take(objective);
    }

    /// <summary>What is promised.</summary>
    public SloObjective Objective => Current._plan.Objective;

    /// <summary>The status of the last evaluation: one volatile read and the same object until the next evaluation, made by the first who asks.</summary>
    public SloStatus Status => !_isClosed && _status is { } published ? published : Current.Published;

    /// <summary>Events recorded since this tracker began: what the counters of the meter show. O(threads), nothing is restored into it.</summary>
    public SloEventCounts Total => Current.OwnTotal;

    /// <summary>Events recorded as ignored since this tracker began.</summary>
    public long IgnoredTotal => Current._ignored.Count;

    /// <summary>What this very tracker counted, also where another one goes on under its name.</summary>
    internal SloEventCounts OwnTotal => _cells.Sum();

    /// <summary>What its groups counted.</summary>
    internal long OwnGroupedTotal => _groups?.All.Sum(group => group.Group.Total.Total) ?? 0;

    /// <summary>Bytes held by the history of this objective right now; grows as time passes, up to what docs/operations.md says.</summary>
    internal long AllocatedBytes => _ring.AllocatedBytes + (_slices?.Ring.AllocatedBytes ?? 0);

    /// <summary>The events of the last stretch of this length, up to now, live: what was recorded a moment ago is in.</summary>
    /// <param name="window">Above 0; what is older than the period is no longer kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive, or longer than the period.</exception>
    public SloEventCounts GetEvents(TimeSpan window)
    {
        CheckWindow(window);
        return Successor is { } successor ? successor.GetEvents(window) : _ring.Window(Live(), window.Ticks);
    }

    /// <summary>The burn rate over the last stretch of this length, live; null without events.</summary>
    /// <param name="window">Above 0, at most the period.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive, or longer than the period.</exception>
    public double? GetBurnRate(TimeSpan window)
    {
        CheckWindow(window);
        if (Successor is { } successor)
        {
            return successor.GetBurnRate(window);
        }

        Reading now = Live();
        SloEventCounts events = _ring.Window(now, window.Ticks);
        return events.Total == 0 ? null : ErrorBudget.BurnRate(InBudget(events, now, window.Ticks), _plan.Objective.Budget);
    }

    /// <summary>A fresh status, up to now, without waiting for the next evaluation. Rules with too few events keep what was last published.
    /// After the tracker is removed, the last one published, as <see cref="Status"/>.</summary>
    public SloStatus GetStatus()
    {
        if (Successor is { } successor)
        {
            return successor.GetStatus();
        }

        // Nothing is counted any more: there is nothing left to look at anew.
        if (_isClosed)
        {
            return Published;
        }

        (EvaluationPlan plan, _, AlertSnapshot alert) = Latest;
        return new SloStatus(plan, EvaluateNow(plan), alert);
    }

    /// <summary>The events step by step, for charts.</summary>
    /// <param name="from">Where the first step begins; older than the period is cut.</param>
    /// <param name="to">Where the last step ends; cut at now.</param>
    /// <param name="step">Whole seconds; steps are aligned to its multiples since 1970 UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not whole seconds from 1 s to 400 days, or there would be more than 5,000 steps.</exception>
    public IReadOnlyList<SloSeriesPoint> GetSeries(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, SloPeriod.MaximumLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(step.Ticks % TimeSpan.TicksPerSecond, 0, nameof(step));
        return Successor is { } successor
            ? successor.GetSeries(from, to, step)
            : Series.Read(_ring, _observation, _timeline, Live(), _plan.Objective.Period.LongestLength.Ticks, (from, to), step);
    }

    /// <summary>Takes the history to a new position, evaluates, publishes. One thread at a time.</summary>
    /// <returns>What happened to the alert, or null.</returns>
    internal SloAlertTransition? Advance(in TimelineStep step, EvaluationScratch scratch)
    {
        SloEventCounts counts = _cells.Sum();
        if (_isClosed)
        {
            return null;
        }

        Reading observed = new(step.ObservedUntil, counts);
        _ring.Advance(observed);
        _slices?.Advance(_ring, observed);
        _silence.Advance(observed);
        Reading now = observed with { Position = step.To };
        if (step.HasGap)
        {
            _observation.AddGap(step.ObservedUntil, step.To);
            _ring.Advance(now);
            _slices?.SkipTo(now, step.ObservedUntil);
            _silence.Skip(step.To - step.ObservedUntil);
            _alert.Skip(step.To - step.ObservedUntil);
        }

        _groups?.Advance(step);
        EvaluationPlan plan = _plan;
        if (!plan.Objective.Period.IsRolling)
        {
            _calendar = CurrentCalendar(now);
        }

        Evaluate(now, plan, scratch, _edges, _worthEdges);
        Volatile.Write(ref _holding, scratch.Holding);
        SloAlertTransition? transition = Alert(plan, scratch, now);
        Publish(plan, scratch);
        return transition is null ? null : transition with { Status = Published };
    }

    /// <summary>Judges the same counts by an edited definition. Under the registry's evaluation lock, which owns the edges.</summary>
    internal void Redefine(SloObjective objective)
    {
        DateTimeOffset now = _timeline.InstantOf(_timeline.Now);
        var origins = RuleOrigins.Find(Objective.AlertRules, objective.AlertRules);
        if (objective.Fingerprint != Objective.Fingerprint)
        {
            // To those who are told of alerts it is another one from now on; the old one was ended by the registry.
            _alert = new ObjectiveAlert(objective.AlertRules.Count, now);
            Volatile.Write(ref _holding, 0);
        }
        else if (!objective.AlertRules.SequenceEqual(Objective.AlertRules))
        {
            _alert.Restart(origins, now);
            Volatile.Write(ref _holding, RuleOrigins.Move(Volatile.Read(ref _holding), origins));
        }

        Take(objective);
    }

    /// <summary>Stops counting. What was counted stays readable.</summary>
    /// <param name="successor">The tracker that goes on under the same name: what is recorded here from now on is counted there.</param>
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
    }

    private SloTracker Current => _isClosed && _succession is { } succession ? succession.Newest : this;

    private SloTracker? Successor => Current is { } current && current != this ? current : null;

    // From the constructor, and under the registry's evaluation lock.
    [MemberNotNull(nameof(_plan), nameof(_edges), nameof(_worthEdges))]
    private void Take(SloObjective objective)
    {
        EvaluationPlan plan = new(objective);
        _edges = new WindowEdge[plan.Windows.Length + 1];
        _worthEdges = _slices is null ? [] : new WindowEdge[_edges.Length];
        _plan = plan;
        Publish(plan, EvaluateNow(plan));
    }

    private void CheckWindow(TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, Objective.Period.LongestLength);
    }

    /// <summary>
    /// The tracker that goes on under a name whose definition changed so much that counting started over. Shared by all trackers of that
    /// name: a chain of successors would keep the history of each for as long as the first is held.
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
