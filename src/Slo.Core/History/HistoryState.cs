using Slo.Windows;

namespace Slo.History;

/// <summary>What a history held, to go on from there in another process. Immutable.</summary>
/// <param name="Events">The events.</param>
/// <param name="Slices">The worth of slices; null where the budget counts events.</param>
/// <param name="Observation">Which time was observed.</param>
/// <param name="SilentSince">Since when no event had come.</param>
/// <param name="Calendar">The calendar period it was in; null for a rolling period, or before the first evaluation.</param>
internal sealed record HistoryState(
    RingState Events, SliceLedgerState? Slices, ObservationState Observation, long SilentSince, CalendarWindow? Calendar)
{
    /// <summary>The reading to which it was taken.</summary>
    internal Reading Last => Events.Last;

    /// <summary>The position to which it was taken.</summary>
    internal long Position => Events.Last.Position;

    /// <summary>The same without counts.</summary>
    internal HistoryState ToMark() => this with { Events = Events with { Tiers = [] }, Slices = null };

    /// <summary>What it is together with what came next; null if that is not its continuation.</summary>
    internal HistoryState? Append(HistoryState next)
    {
        if (Events.Append(next.Events) is not { } events || Slices is null != next.Slices is null)
        {
            return null;
        }

        if (Slices is null || next.Slices is null)
        {
            return next with { Events = events };
        }

        return Slices.Ring.Append(next.Slices.Ring) is { } ring
            ? next with { Events = events, Slices = next.Slices with { Ring = ring } } : null;
    }
}
