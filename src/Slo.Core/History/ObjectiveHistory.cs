using System.Runtime.CompilerServices;
using Slo.Windows;

namespace Slo.History;

/// <summary>
/// What happened to one objective: cumulative counts in rings, what was observed, where the calendar period began, and since when no
/// event came. It takes counts from outside and does not depend on cells, so counts of this process, of a replay or of a fleet are the same
/// to it. One writer (<see cref="Advance"/>), any number of readers. All reading of the rings is here.
/// </summary>
internal sealed partial class ObjectiveHistory
{
    private readonly SloPeriod _period;
    private readonly CumulativeRing _events;
    private readonly SliceLedger? _slices;
    private readonly Observation _observation;
    private readonly Silence _silence;
    private readonly TermsLog _terms;
    private volatile CalendarWindow? _calendar;

    /// <param name="objective">What is declared: its period and budgeting method decide what is kept.</param>
    /// <param name="worth">What a slice of time with these events is worth; null where the budget counts events.</param>
    /// <param name="timeline">The positions of all readings.</param>
    /// <param name="keepsEveryMinute">Whether every minute of the period is kept.</param>
    internal ObjectiveHistory(
        SloObjective objective, Func<SloEventCounts, SloEventCounts>? worth, Timeline timeline, bool keepsEveryMinute)
        : this(objective, worth, timeline, keepsEveryMinute, new Reading(timeline.Now, default))
    {
    }

    /// <param name="objective">What is declared: its period and budgeting method decide what is kept.</param>
    /// <param name="worth">What a slice of time with these events is worth; null where the budget counts events.</param>
    /// <param name="timeline">The positions of all readings.</param>
    /// <param name="keepsEveryMinute">Whether every minute of the period is kept.</param>
    /// <param name="start">Where it begins. The cumulative counts there are not of this history, and no window holds them.</param>
    internal ObjectiveHistory(
        SloObjective objective, Func<SloEventCounts, SloEventCounts>? worth, Timeline timeline, bool keepsEveryMinute, in Reading start)
    {
        Timeline = timeline;
        _period = objective.Period;
        _observation = new Observation(start.Position);
        _silence = new Silence(start);
        _events = new CumulativeRing(Tiers(objective, keepsEveryMinute), start);
        SliceGrid? grid = worth is null ? null : Grid(objective, timeline);
        if (grid is not null)
        {
            _slices = new SliceLedger(
                grid, new CumulativeRing(WorthTiers(objective, keepsEveryMinute), start with { Counts = default }, grid), start, worth!);
        }

        _terms = new TermsLog(timeline, LongestTerms, grid, worth, objective);
        if (objective.ScheduledTargets.Count + objective.Exclusions.Count > 0)
        {
            _terms.Advance(start.Position, At(start));
        }
    }

    /// <summary>Continues from the state of another history. The time in between is a gap: see <see cref="Resume"/>.</summary>
    /// <param name="objective">What is declared, with the counting key of the state; how many boundaries it keeps may differ.</param>
    /// <param name="worth">What a slice of time with these events is worth; null where the budget counts events.</param>
    /// <param name="timeline">The positions of all readings; not before the last one of the other history.</param>
    /// <param name="keepsEveryMinute">Whether every minute of the period is kept.</param>
    /// <param name="state">What the other history held.</param>
    internal ObjectiveHistory(
        SloObjective objective, Func<SloEventCounts, SloEventCounts>? worth, Timeline timeline, bool keepsEveryMinute, HistoryState state)
    {
        Timeline = timeline;
        _period = objective.Period;

        // Where the other history kept fewer boundaries, nothing older is known.
        _observation = new Observation(state.Observation with { Origin = Math.Max(state.Observation.Origin, state.Events.KnownSince) });
        _silence = new Silence(state.Last with { Position = state.SilentSince });
        _events = new CumulativeRing(Tiers(objective, keepsEveryMinute), state.Events);
        _recorded = state.Calendar;
        _calendar = _period.IsRolling ? null : state.Calendar;
        SliceGrid? grid = worth is null ? null : Grid(objective, timeline);
        if (grid is not null && state.Slices is { } slices)
        {
            _slices = new SliceLedger(grid, new CumulativeRing(WorthTiers(objective, keepsEveryMinute), slices.Ring, grid), slices, worth!);
        }

        _terms = new TermsLog(
            timeline, LongestTerms, grid, worth, objective,
            state.Terms.Terms.Declared.Count == 0 ? null : state.Terms);
        Declare(objective, state.Last);
    }

    internal Timeline Timeline { get; }

    /// <summary>The last reading. The writer alone.</summary>
    internal Reading Last => _events.Last;

    internal bool IsSliced => _slices is not null;

    /// <summary>The position at which the calendar period starts; null: it is rolling.</summary>
    internal long? CalendarStart => _calendar?.StartPosition;

    /// <summary>Bytes held right now; grows over time up to the limit in docs/operations.md.</summary>
    internal long AllocatedBytes => _events.AllocatedBytes + (_slices?.Ring.AllocatedBytes ?? 0);

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level) => level switch
    {
        0 => _recordedUntil + (_events is null ? 1 : 0),
        1 => _events.Prefetch(0) + _silence.Last + _terms.NextChange + (_observation.HasGaps ? 1 : 0),
        _ => _events.Prefetch(level - 1),
    };

    /// <summary>The same for the old edge of a window.</summary>
    internal long PrefetchEdge(long window) => _events.PrefetchEdge(window);

    /// <summary>Takes the history to a new position.</summary>
    /// <param name="step">The way there.</param>
    /// <param name="counts">Cumulative counts at the end of what was observed.</param>
    /// <returns>The reading at the new position.</returns>
    internal Reading Advance(in TimelineStep step, SloEventCounts counts)
    {
        Reading observed = new(step.ObservedUntil, counts);
        var before = _events.LastPosition;
        _events.Advance(observed);
        _slices?.Advance(_events, observed);
        _silence.Advance(observed);
        Reading now = observed with { Position = step.To };
        if (step.HasGap)
        {
            _observation.AddGap(step.ObservedUntil, step.To);
            _events.Advance(now);
            _slices?.SkipTo(now, _observation.Observed(_slices.OpenSince, step.ObservedUntil) > 0);
            _silence.Skip(step.To - step.ObservedUntil);
        }

        if (!_period.IsRolling)
        {
            _calendar = CurrentCalendar(now, Timeline.InstantOf(now.Position), before);
        }

        FollowCalendar(now, step, before);
        if (now.Position >= _terms.NextChange || (step.Clock != ClockStep.None && _terms.InForce is not null))
        {
            _terms.Advance(now.Position, At(now));
        }

        return now;
    }

    /// <summary>What it holds after a position. The writer alone.</summary>
    internal HistoryState Capture(long since = long.MinValue) =>
        new(_events.Capture(since), _slices?.Capture(since), _observation.Capture(), _silence.Last, _calendar ?? _recorded,
            _terms.State);

    /// <summary>Whether the state is an earlier one of this history.</summary>
    internal bool Continues(HistoryState state) => _events.Begin == state.Events.Begin && _events.LastPosition >= state.Last.Position;

    /// <summary>Advances a restored history to now. The time since the state was not observed.</summary>
    /// <returns>How much time that is, in ticks.</returns>
    internal long Resume(SloEventCounts counts)
    {
        TimelineStep step = new(_events.LastPosition, Timeline.Now, ClockStep.None);
        Advance(step, counts);
        return step.To - step.ObservedUntil;
    }

    /// <summary>Cumulative counts at a reading.</summary>
    internal HistoryCounts Total(in Reading now) => new(now.Counts, _slices?.Total ?? now.Counts);

    /// <summary>Cumulative counts at a position, as seen from a reading at or after it, excluded or not.</summary>
    internal HistoryCounts RawAt(long position, in Reading now)
    {
        SloEventCounts events = _events.At(position, now);
        return new(events, _slices is null ? events : _slices.Ring.At(position, Worth(now)));
    }

    /// <summary>Cumulative events at a position inside a slice of the ring too, however long ago it is.</summary>
    internal SloEventCounts InterpolatedAt(long position, in Reading now) => _events.InterpolatedAt(position, now);

    /// <summary>Cumulative counts at a position without what is excluded.</summary>
    internal HistoryCounts At(long position, in Reading now) => Included(position, RawAt(position, now));

    /// <summary>Cumulative counts, read at a position, without what is excluded.</summary>
    internal HistoryCounts Included(long position, in HistoryCounts counts) =>
        _terms.InForce is { Stretches: { HasExclusions: true } stretches } ? stretches.Included(position, counts) : counts;

    /// <summary>How finely the time around a position is kept, in ticks; 0: it is now, or before the history.</summary>
    internal long SliceAt(long position, in Reading now) => (_slices?.Ring ?? _events).SliceAt(position, now);

    /// <summary>The last stretch of this length before a reading.</summary>
    internal HistoryCounts Window(in Reading now, long length)
    {
        SloEventCounts events = _events.Window(now, length);
        HistoryCounts counts = new(
            events, _slices is null || events.Total == 0 ? events : _slices.Ring.Window(Worth(now), length));
        return _terms.InForce is { Stretches: { HasExclusions: true } stretches }
            ? Included(stretches, now, now.Position - length, counts)
            : counts;
    }

    /// <summary>The same for many windows.</summary>
    internal void ReadWindows(in Reading now, long[] lengths, SloEventCounts[] events, SloEventCounts[] budgets)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            HistoryCounts counts = Window(now, lengths[i]);
            (events[i], budgets[i]) = (counts.Events, counts.Budget);
        }
    }

    /// <summary>The same for a reader that keeps their old edges from one reading to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ReadWindows(in Reading now, long[] lengths, HistoryEdges edges, SloEventCounts[] events, SloEventCounts[] budgets)
    {
        _events.Windows(now, lengths, edges.Events, events);

        // Without events there is no burn rate, whatever the slices were worth.
        for (var i = 0; _slices is not null && i < lengths.Length; i++)
        {
            budgets[i] = events[i].Total == 0 ? events[i] : _slices.Ring.Window(Worth(now), lengths[i], ref edges.Worth[i]);
        }

        if (_terms.InForce is { Stretches: { HasExclusions: true } stretches })
        {
            for (var i = 0; i < lengths.Length; i++)
            {
                (events[i], budgets[i]) = Included(stretches, now, now.Position - lengths[i], new(events[i], budgets[i]));
            }
        }
    }

    /// <summary>The events step by step, excluded or not.</summary>
    internal Series Series(in Reading now) => new(_events, _observation, Timeline, now.Position - _period.LongestLength.Ticks);

    private Reading Worth(in Reading now) => now with { Counts = _slices!.Total };

    private static RingTier[] Tiers(SloObjective objective, bool keepsEveryMinute) =>
        RingLayout.Create(objective.Period.LongestLength, objective.IsCompact, everyMinute: keepsEveryMinute);

    private static RingTier[] WorthTiers(SloObjective objective, bool keepsEveryMinute) =>
        RingLayout.Create(objective.Period.LongestLength, objective.IsCompact, finest: TimeSpan.FromMinutes(1), keepsEveryMinute);

    private static SliceGrid Grid(SloObjective objective, Timeline timeline) =>
        new(objective.Method.Slice.Ticks, objective.Period.IsRolling ? null : (objective.Period, timeline));
}
