namespace Slo.Polly.Chaos;

/// <summary>Measures how much of its error budget an objective has spent since the start of an experiment.</summary>
internal sealed class BudgetMeter
{
    private readonly SloTracker _tracker;
    private readonly SloTracker _own;
    private readonly long _ownBadBefore;
    private readonly double _remainingBefore;
    private double _allowedEvents = double.PositiveInfinity;

    /// <param name="tracker">The objective of the fleet or of this instance, by the scope of the experiment.</param>
    /// <param name="own">The objective of this instance, whose counts have no delay; may be the same.</param>
    /// <param name="status">The status at the start, with events.</param>
    internal BudgetMeter(SloTracker tracker, SloTracker own, SloStatus status)
    {
        _tracker = tracker;
        _own = own;
        _ownBadBefore = own.Total.Bad;
        _remainingBefore = status.ErrorBudgetRemainingRatio ?? 1;
        Observe(status);
    }

    /// <summary>The error budget of the period, as a number of bad events, or of bad slices for a sliced budget: the smallest value since
    /// the start. It decreases with the traffic, but never increases, so that growing traffic does not raise the allowance.</summary>
    internal double WholeBudgetEvents => _allowedEvents;

    /// <summary>Whether the budget is a number of events, so that each bad event can be counted at once.</summary>
    internal bool CountsEvents => _tracker.Objective.Method.Kind == BudgetingMethodKind.Occurrences;

    /// <summary>The bad events of this instance since the start.</summary>
    internal long OwnBad => Math.Max(0, _own.Total.Bad - _ownBadBefore);

    internal void Observe(SloStatus status)
    {
        if (status is { ErrorBudgetRemainingRatio: > 0 and var ratio, ErrorBudgetRemainingEvents: { } events })
        {
            _allowedEvents = Math.Min(_allowedEvents, events / ratio);
        }
    }

    /// <summary>The bad events since the start; those of other instances with the delay of the fleet.</summary>
    /// <param name="elapsed">The time since the start.</param>
    internal long Bad(TimeSpan elapsed)
    {
        TimeSpan longest = _tracker.Objective.Period.LongestLength;
        return ReferenceEquals(_tracker, _own) || elapsed <= TimeSpan.Zero
            ? OwnBad : Math.Max(OwnBad, _tracker.GetEvents(elapsed < longest ? elapsed : longest).Bad);
    }

    /// <summary>The share of the budget that was spent since the start, from 0.</summary>
    /// <param name="status">The status now.</param>
    /// <param name="elapsed">The time since the start.</param>
    internal double Spent(SloStatus status, TimeSpan elapsed) =>
        CountsEvents && _allowedEvents > 0 ? Bad(elapsed) / _allowedEvents
        : Math.Max(0, _remainingBefore - (status.ErrorBudgetRemainingRatio ?? _remainingBefore));
}
