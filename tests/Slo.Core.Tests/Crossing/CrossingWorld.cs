using Slo.Testing;
using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>Plays one crossing to a registry and to the oracle, and compares both at every tick.</summary>
internal sealed class CrossingWorld : IDisposable
{
    private readonly CrossingCase _declared;
    private readonly SloObjective _objective;
    private readonly ManualTime _time;
    private readonly NaiveCalendar? _calendar;
    private readonly NaiveJudge _naive;
    private NaiveGroups _groups;
    private SloRegistry _registry;
    private SloTracker _tracker;
    private TimeSpan _observed;
    private long _position;
    private int _told;

    internal CrossingWorld(CrossingCase declared)
    {
        _declared = declared;
        _objective = declared.Declare();
        _time = new ManualTime(declared.Start);
        _calendar = declared.Unit is { } unit ? new NaiveCalendar(unit, declared.Zone) : null;
        _position = Now;
        _registry = new SloRegistry(_time);
        _tracker = _registry.Add(_objective);
        _naive = new NaiveJudge(declared, _calendar, Now);
        _groups = new NaiveGroups(declared, _calendar, Now);
    }

    internal SloTracker Tracker => _tracker;

    internal NaiveStream Stream => _naive.Stream;

    internal (int Told, int Untold) Compared => _naive.Alert.Compared;

    private long Now => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    public void Dispose() => _registry.Dispose();

    internal void Play(CrossingBeat beat)
    {
        switch (beat.Kind)
        {
            case CrossingBeatKind.Run:
                for (var i = 0; i < beat.Ticks; i++)
                {
                    Tick(_declared.Interval, beat.Events);
                }

                break;
            case CrossingBeatKind.Late:
                // What came longer ago than the period is not kept, so it cannot be divided among slices.
                Tick(_declared.IsSliced && beat.Time > _declared.Period / 2 ? _declared.Period / 2 : beat.Time, beat.Events);
                break;
            case CrossingBeatKind.Suspend:
                Record(TimeSpan.Zero, beat.Events);
                var suspended = Now;
                _time.StepWall(beat.Time);
                Evaluate(suspended);
                break;
            case CrossingBeatKind.Restart:
                Restart(beat.Time, isDeclaredFirst: beat.Ticks % 2 == 0);
                break;
        }
    }

    private void Tick(TimeSpan time, IReadOnlyList<CrossingRecord> events)
    {
        Record(time, events);
        Evaluate(Now);
    }

    // At each of the instants, up to the end of the time.
    private void Record(TimeSpan time, IReadOnlyList<CrossingRecord> events)
    {
        TimeSpan passed = TimeSpan.Zero;
        foreach (CrossingRecord record in events)
        {
            TimeSpan at = time * record.Quarter / 4;
            _time.Advance(at - passed);
            passed = at;
            _tracker.Record(record.Good, record.Bad, record.Group < 0 ? null : $"t{record.Group}");
            _naive.Stream.Record(record.Good, record.Bad);
            _groups.Record(_declared.Groups == 0 ? -1 : record.Group, record.Good, record.Bad);
        }

        _time.Advance(time - passed);
    }

    private void Evaluate(long observedUntil)
    {
        // Of a process that stood still, the first interval counts as observed.
        var most = Math.Max(TimeSpan.FromSeconds(5).Ticks, 5 * _declared.Interval.Ticks);
        if (_declared.IsTicker && observedUntil - _position > most)
        {
            observedUntil = _position + _declared.Interval.Ticks;
        }

        SloEvaluationReport report = _declared.IsTicker ? _registry.EvaluateEvery(_declared.Interval) : _registry.Evaluate();
        Assert.Null(report.Error);
        Assert.Equal(Now - observedUntil, report.Gap.Ticks);
        _observed += TimeSpan.FromTicks(observedUntil - _position);
        _naive.Stream.Evaluate(observedUntil, Now);
        _groups.Evaluate(observedUntil, Now, _position);
        _position = Now;
        AssertSame();
    }

    private void AssertSame()
    {
        SloAlertTransition[] told = [.. _registry.Transitions.Skip(_told)];
        _told += told.Length;
        ILookup<string?, SloAlertTransition> transitions = told.ToLookup(transition => transition.Group);
        AlertSeverity? before = _naive.Alert.Severity;
        _naive.AssertSame(_tracker.Status, _observed);
        _naive.Alert.AssertTransitions(before, [.. transitions[null]]);
        AssertLive();
        if (_declared.Groups > 0)
        {
            _groups.AssertSame(_tracker, _naive.Stream);
            _groups.AssertAlerts(_tracker, transitions);
        }
    }

    // At the tick itself what is read anew is what was published.
    private void AssertLive()
    {
        SloStatus status = _tracker.Status;
        Assert.Equal((status.Events, status.ErrorBudgetRemainingRatio), (_tracker.GetStatus().Events, _tracker.GetStatus().ErrorBudgetRemainingRatio));
        Assert.Equal(
            status.Windows,
            status.Windows.Select(one => new WindowStatus(one.Window, _tracker.GetEvents(one.Window), _tracker.GetBurnRate(one.Window))));
    }

    // Through bytes, as a store keeps it. Of the groups nothing is kept.
    private void Restart(TimeSpan time, bool isDeclaredFirst)
    {
        SloObjectiveState[] states = [.. _registry.Capture().Select(state => SloObjectiveState.FromBytes(state.ToBytes()))];
        _registry.Dispose();
        _time.Advance(time);
        _registry = new SloRegistry(_time);
        if (isDeclaredFirst)
        {
            _registry.Add(_objective);
        }

        Assert.Empty(_registry.Restore(states));
        _tracker = isDeclaredFirst ? _registry.Get(_objective.Name) : _registry.Add(_objective);
        _naive.Stream.Evaluate(_position, Now);
        _groups = new NaiveGroups(_declared, _calendar, Now);
        _position = Now;
        _told = 0;

        // An alert that still fires is told once more.
        SloAlertTransition[] told = [.. _registry.Transitions];
        _told = told.Length;
        _naive.Alert.AssertTransitions(null, told);
    }
}
