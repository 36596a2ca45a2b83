namespace Slo.Polly.Chaos;

/// <summary>What an objective spent since the start of an experiment, against the budget of its period.</summary>
internal sealed class BudgetMeter
{
    private readonly SloTracker _tracker;
    private readonly SloTracker _own;
    private readonly long _ownBadBefore;
    private readonly double _remainingBefore;
    private double _allowedEvents = double.PositiveInfinity;

    /// <param name="tracker">The objective by whose scope is decided.</param>
    /// <param name="own">The objective of this instance, which counts at once; the same one without a fleet.</param>
    /// <param name="status">The status at the start, with events.</param>
    internal BudgetMeter(SloTracker tracker, SloTracker own, SloStatus status)
    {
        _tracker = tracker;
        _own = own;
        _ownBadBefore = own.Total.Bad;
        _remainingBefore = status.ErrorBudgetRemainingRatio ?? 1;
        Observe(status);
    }

    /// <summary>How many events the whole budget of the period is, at the traffic before the start; slices for a sliced budget. It becomes
    /// less if the traffic does, and never more: an allowance that grew with the traffic would never be spent.</summary>
    internal double WholeBudgetEvents => _allowedEvents;

    /// <summary>Whether the budget is one of events, so that what is spent is known at once.</summary>
    internal bool CountsEvents => _tracker.Objective.Method.Kind == BudgetingMethodKind.Occurrences;

    /// <summary>Bad events on this instance since the start.</summary>
    internal long OwnBad => Math.Max(0, _own.Total.Bad - _ownBadBefore);

    internal void Observe(SloStatus status)
    {
        if (status is { ErrorBudgetRemainingRatio: > 0 and var ratio, ErrorBudgetRemainingEvents: { } events })
        {
            _allowedEvents = Math.Min(_allowedEvents, events / ratio);
        }
    }

    /// <summary>Bad events since the start, as far as they are known.</summary>
    /// <param name="elapsed">How long ago the start was.</param>
    internal long Bad(TimeSpan elapsed)
    {
        TimeSpan longest = _tracker.Objective.Period.LongestLength;
        return ReferenceEquals(_tracker, _own) || elapsed <= TimeSpan.Zero
            ? OwnBad : Math.Max(OwnBad, _tracker.GetEvents(elapsed < longest ? elapsed : longest).Bad);
    }

    /// <summary>The share of the budget that was spent since the start, from 0.</summary>
    /// <param name="status">The status now.</param>
    /// <param name="elapsed">How long ago the start was.</param>
    internal double Spent(SloStatus status, TimeSpan elapsed) =>
        CountsEvents && _allowedEvents > 0 ? Bad(elapsed) / _allowedEvents
        : Math.Max(0, _remainingBefore - (status.ErrorBudgetRemainingRatio ?? _remainingBefore));
}
