namespace Slo.Polly.Chaos;

/// <summary>One run of an experiment, from its start to its end. Thread-safe.</summary>
internal sealed class ChaosRun
{
    private readonly Lock _gate = new();
    private readonly SloChaosOptions _options;
    private readonly SloTracker _tracker;
    private readonly SloTracker _own;
    private readonly BudgetMeter _meter;
    private readonly RecentInjections _recent;
    private readonly TimeProvider _time;
    private readonly Func<SloChaosEnd?> _isGone;
    private readonly long _startedAt;
    private SloChaosRecord _record;
    private (SloStatus All, SloStatus Own)? _judged;
    private SloChaosEnd? _found;

    /// <param name="options">The options of the experiment.</param>
    /// <param name="record">The record at the start.</param>
    /// <param name="trackers">The objective of the fleet or of this instance, by the scope of the experiment, and that of this instance;
    /// may be the same.</param>
    /// <param name="meter">Measures how much budget is spent.</param>
    /// <param name="isGone">Returns why the objective cannot be evaluated any more; null: it can.</param>
    /// <param name="time">The clock.</param>
    internal ChaosRun(
        SloChaosOptions options, SloChaosRecord record, (SloTracker All, SloTracker Own) trackers, BudgetMeter meter,
        Func<SloChaosEnd?> isGone, TimeProvider time)
    {
        _options = options;
        _record = record;
        (_tracker, _own) = trackers;
        _meter = meter;
        _isGone = isGone;
        _time = time;
        _startedAt = time.GetTimestamp();
        _recent = new(options.SettlesWithin);
    }

    internal SloChaosRecord Record
    {
        get
        {
            lock (_gate)
            {
                return _record.EndedAt is null ? Measured() : _record;
            }
        }
    }

    internal bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _record.EndedAt is not null;
            }
        }
    }

    /// <summary>Whether a fault is injected into the current call.</summary>
    /// <param name="ended">The record, if this call has ended the run.</param>
    internal bool Next(out SloChaosRecord? ended)
    {
        lock (_gate)
        {
            ended = null;
            if (_record.EndedAt is not null)
            {
                return false;
            }

            if (Condition() is { } end)
            {
                ended = Close(end);
                return false;
            }

            // A call that is held back gets no index, so the indices are the same in a replay, which holds no call back.
            TimeSpan now = Elapsed;
            if (!IsCovered(now))
            {
                _record = _record with { HeldBack = _record.HeldBack + 1 };
                return false;
            }

            var call = _record.Calls;
            _record = _record with { Calls = call + 1 };
            if (ChaosDraw.Of(_record.Seed, call) >= _options.InjectionRate)
            {
                return false;
            }

            _recent.Add(now);
            _record = _record with { Injected = _record.Injected + 1 };
            return true;
        }
    }

    /// <summary>Ends the run if a condition is met, also without calls.</summary>
    internal SloChaosRecord? Look()
    {
        lock (_gate)
        {
            return _record.EndedAt is null && Condition() is { } end ? Close(end) : null;
        }
    }

    /// <summary>Ends the run.</summary>
    /// <returns>The record; null if the run has ended already.</returns>
    internal SloChaosRecord? End(SloChaosEnd end)
    {
        lock (_gate)
        {
            return _record.EndedAt is null ? Close(end) : null;
        }
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_startedAt);

    // Conditions of the status are computed once for each status; the bad events are counted at each call.
    private SloChaosEnd? Condition()
    {
        if (_isGone() is { } gone)
        {
            return gone;
        }

        (SloStatus status, SloStatus own) = (_tracker.Status, _own.Status);
        if (!ReferenceEquals(status, _judged?.All) || !ReferenceEquals(own, _judged?.Own))
        {
            _judged = (status, own);
            _meter.Observe(status);
            _found = Alert(status) ?? Alert(own)
                ?? (status.ErrorBudgetRemainingRatio < _options.MinimumBudgetRatio ? SloChaosEnd.BudgetLow : null);
        }

        TimeSpan elapsed = Elapsed;
        return _found is { } found ? found
            : IsSpent(status, elapsed) ? SloChaosEnd.AllowanceSpent
            : elapsed >= _options.Duration ? SloChaosEnd.Completed
            : null;
    }

    // Also called for the status of this instance, which is seconds ahead of that of the fleet.
    private SloChaosEnd? Alert(SloStatus status) =>
        status.Alert.Severity >= _options.Severity ? SloChaosEnd.AlertFired
        : status.Severity >= _options.Severity ? SloChaosEnd.Burning
        : null;

    // Less than one event of the allowance is left.
    private bool IsSpent(SloStatus status, TimeSpan elapsed) => _meter.CountsEvents
        ? _meter.Bad(elapsed) + 1 > AllowedEvents
        : _meter.Spent(status, elapsed) >= _options.AllowedBudgetRatio;

    private double AllowedEvents => _options.AllowedBudgetRatio * _meter.WholeBudgetEvents;

    // Each fault that has not settled may still cause a bad event.
    private bool IsCovered(TimeSpan now) => !_meter.CountsEvents || _meter.Bad(now) + _recent.CountAt(now) + 1 <= AllowedEvents;

    private SloChaosRecord Measured()
    {
        TimeSpan elapsed = Elapsed;
        return _record with { BadEvents = _meter.Bad(elapsed), SpentBudgetRatio = _meter.Spent(_tracker.Status, elapsed) };
    }

    private SloChaosRecord Close(SloChaosEnd end) => _record = Measured() with
    {
        EndedAt = _time.GetUtcNow(),
        EndedBy = end,
        Verdict = Verdict(end),
    };

    private SloChaosVerdict Verdict(SloChaosEnd end) => end switch
    {
        SloChaosEnd.Stopped or SloChaosEnd.HostStopped or SloChaosEnd.ObjectiveGone or SloChaosEnd.FleetStale
            => SloChaosVerdict.Inconclusive,
        _ when _record.Injected < _options.MinimumInjections => SloChaosVerdict.Inconclusive,
        SloChaosEnd.Completed => ReachedRate ? SloChaosVerdict.Confirmed : SloChaosVerdict.Inconclusive,
        _ => HasOtherCause ? SloChaosVerdict.Inconclusive : SloChaosVerdict.Refuted,
    };

    // A fault causes one bad event at most. A few others are normal.
    private bool HasOtherCause => _meter.OwnBad - _record.Injected > _record.Injected;

    // Calls that were held back lower the rate: the hypothesis was not tested at the declared rate.
    private bool ReachedRate => _record.Injected >= _options.InjectionRate / 2 * (_record.Calls + _record.HeldBack);
}
