using Slo.Windows;

namespace Slo.History;

/// <summary>What a history holds, from which another process continues. Immutable.</summary>
/// <param name="Events">The events.</param>
/// <param name="Slices">The worth of slices; null where the budget counts events.</param>
/// <param name="Observation">Which time was observed.</param>
/// <param name="SilentSince">Since when no event had come.</param>
/// <param name="Calendar">The current calendar period, of a rolling period the month of which a record is made; null before the first
/// evaluation.</param>
/// <param name="Terms">The targets and exclusions over time.</param>
internal sealed record HistoryState(
    RingState Events, SliceLedgerState? Slices, ObservationState Observation, long SilentSince, CalendarWindow? Calendar,
    TermsState Terms)
{
    /// <summary>Whether the terms differ from those of the state before.</summary>
    internal bool AreTermsNew { get; init; } = true;

    /// <summary>Whether any event was counted, ever.</summary>
    internal bool HasEvents => Last.Counts.Total > 0;

    /// <summary>The last reading.</summary>
    internal Reading Last => Events.Last;

    /// <summary>The position of it.</summary>
    internal long Position => Last.Position;

    /// <summary>The same without counts.</summary>
    internal HistoryState ToMark() => this with { Events = Events with { Tiers = [] }, Slices = null };

    /// <summary>The state after both; null if the next one does not continue this one.</summary>
    internal HistoryState? Append(HistoryState next)
    {
        if (Events.Append(next.Events) is not { } events || (Slices is null) != (next.Slices is null))
        {
            return null;
        }

        HistoryState joined = next with
        {
            Events = events,
            Terms = next.AreTermsNew ? next.Terms : Terms,
            AreTermsNew = AreTermsNew || next.AreTermsNew,
        };
        if (Slices is null || next.Slices is null)
        {
            return joined;
        }

        return Slices.Ring.Append(next.Slices.Ring) is { } ring ? joined with { Slices = next.Slices with { Ring = ring } } : null;
    }

    /// <summary>How many counts this one has before those of another one that ends where it does.</summary>
    internal HistoryCounts Before(HistoryState other)
    {
        SloEventCounts events = Last.Counts - other.Last.Counts;
        return new(events, Slices is not null && other.Slices is not null ? Slices.Worth - other.Slices.Worth : events);
    }

    /// <summary>The same after an earlier one, which was taken to its oldest reading: of its own nothing changes but the sums.</summary>
    internal HistoryState After(HistoryState earlier)
    {
        RingState events = Events.After(earlier.Events);
        SloEventCounts before = events.Last.Counts - Last.Counts;
        SliceLedgerState? slices = Slices is null || earlier.Slices is null ? null : Slices.After(earlier.Slices, before);
        HistoryCounts offset = new(before, slices is null ? before : slices.Worth - Slices!.Worth);
        var since = Events.Known.Position;
        CalendarWindow? calendar = Calendar is not { } own || own.StartPosition < since
            ? earlier.Calendar
            : own with { Events = own.Events + offset.Events, Worth = slices is null ? own.Worth : own.Worth + offset.Budget };
        return this with
        {
            Events = events,
            Slices = slices,
            Observation = earlier.Observation.Append(Observation, since),
            Calendar = calendar,
            Terms = Terms.Shift(offset, since),
        };
    }
}
