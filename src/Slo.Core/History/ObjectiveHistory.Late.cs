using Slo.Windows;

namespace Slo.History;

/// <content>Events that became known after the time in which they happened.</content>
internal sealed partial class ObjectiveHistory
{
    /// <summary>What it holds, with other events beside its own. The writer alone.</summary>
    /// <param name="late">Not before what is kept, and not after the last reading.</param>
    /// <returns>The state, and how many counts more it has up to a position.</returns>
    internal (HistoryState State, Func<long, HistoryCounts> Added) CaptureWith(LateEvents late)
    {
        HistoryState state = Capture();
        ObservationState observation = late.Steps.Aggregate(state.Observation, (all, step) => all.With(step.From, step.To));
        LateEvents budget = _slices?.Changes(_events, Last, late, new Observation(observation)) ?? late;
        Func<long, HistoryCounts> added = position => new(late.Until(position), budget.Until(position));
        return (state with
        {
            Events = state.Events.With(late),
            Slices = _slices is null ? null : state.Slices!.With(late, budget, _slices.OpenSince),
            Observation = observation,
            SilentSince = Math.Max(
                state.SilentSince, late.Steps.Where(step => step.Events.Total > 0).Select(step => step.To).DefaultIfEmpty().Max()),
            Calendar = state.Calendar is { } calendar ? With(calendar, added(calendar.StartPosition)) : null,
            Terms = state.Terms.With(added),
        }, added);
    }

    /// <summary>The position from which on events are kept. The writer alone.</summary>
    internal long KnownSince => _events.KnownSince;

    /// <summary>Whether nothing was overwritten yet of what is kept. The writer alone.</summary>
    internal bool KeepsBegin => _events.KeepsBegin;

    /// <summary>Whether all of a stretch was observed, excluded or not.</summary>
    internal bool WasObserved(long from, long to) => _observation.Observed(from, to) == to - from;

    private CalendarWindow With(CalendarWindow calendar, HistoryCounts added) => calendar with
    {
        Events = calendar.Events + added.Events,
        Worth = _slices is null ? calendar.Worth : calendar.Worth + added.Budget,
    };
}
