using Slo.Windows;

namespace Slo.Tracking;

/// <summary>Steps of a history as positions: those of one stretch of time added up, in order.</summary>
internal static class FedSteps
{
    internal static long PositionOf(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks;

    internal static SloHistoryStep StepOf((long From, long To, SloEventCounts Events) step) => new(
        DateTimeOffset.UnixEpoch.AddTicks(step.From), DateTimeOffset.UnixEpoch.AddTicks(step.To), step.Events);

    /// <exception cref="ArgumentException">A step cannot be fed.</exception>
    internal static (long From, long To, SloEventCounts Events)[] Read(IEnumerable<SloHistoryStep> steps, DateTimeOffset until)
    {
        SortedDictionary<(long From, long To), SloEventCounts> sums = [];
        foreach (SloHistoryStep step in steps)
        {
            if (step.From < DateTimeOffset.UnixEpoch || step.To <= step.From || step.To > until
                || step.Events is { Good: < 0 } or { Bad: < 0 })
            {
                throw new ArgumentException(
                    $"{step} must have a length, begin in 1970 or later, end at or before {until:u}, and have no negative count",
                    nameof(steps));
            }

            (long, long) stretch = (PositionOf(step.From), PositionOf(step.To));
            sums[stretch] = sums.GetValueOrDefault(stretch) + step.Events;
        }

        (long From, long To, SloEventCounts Events)[] all = [.. sums.Select(sum => (sum.Key.From, sum.Key.To, sum.Value))];
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i].From < all[i - 1].To)
            {
                throw new ArgumentException($"{StepOf(all[i])} overlaps {StepOf(all[i - 1])}", nameof(steps));
            }
        }

        return all;
    }

    /// <summary>Divides steps into those of time that is known, null if there is none, and those after it.</summary>
    /// <param name="steps">In order.</param>
    /// <param name="kept">From where on events are kept: older ones are dropped.</param>
    /// <param name="known">Up to where events are known.</param>
    /// <param name="isObserved">Whether a stretch was observed: of it, a step without events says nothing.</param>
    internal static (LateEvents? Late, (long From, long To, SloEventCounts Events)[] New) Divide(
        (long From, long To, SloEventCounts Events)[] steps, long kept, long known, Func<long, long, bool> isObserved)
    {
        (long, long, SloEventCounts)[] late =
        [
            .. steps.Select(step => Cut(step, kept, known))
                .Where(step => HasLength(step) && (step.Events.Total > 0 || !isObserved(step.From, step.To))),
        ];
        return (
            late.Length == 0 ? null : new LateEvents(late),
            [.. steps.Select(step => Cut(step, known, long.MaxValue)).Where(HasLength)]);
    }

    /// <summary>The parts of steps that lie before a position.</summary>
    internal static IEnumerable<(long From, long To, SloEventCounts Events)> Before(
        (long From, long To, SloEventCounts Events)[] steps, long position) =>
        steps.Select(step => Cut(step, 0, position)).Where(HasLength);

    private static bool HasLength((long From, long To, SloEventCounts Events) step) => step.To > step.From;

    private static (long From, long To, SloEventCounts Events) Cut((long From, long To, SloEventCounts Events) step, long from, long to)
    {
        (long start, long end) = (Math.Max(step.From, from), Math.Min(step.To, to));
        return end <= start ? default : (start, end, Until(step, end) - Until(step, start));
    }

    private static SloEventCounts Until((long From, long To, SloEventCounts Events) step, long position) =>
        Reading.Between(default, step.Events, position - step.From, step.To - step.From);
}
