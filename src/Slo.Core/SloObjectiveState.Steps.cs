using Slo.Evaluation;
using Slo.History;
using Slo.Judging;

namespace Slo;

/// <content>The history as steps, to take it out and in.</content>
public sealed partial class SloObjectiveState
{
    /// <summary>Since when events are kept, UTC.</summary>
    /// <exception cref="InvalidOperationException">The state is not complete.</exception>
    public DateTimeOffset KeptSince => IsComplete ? InstantOf(History.Events.KnownSince) : throw NotComplete();

    /// <summary>Whether any event was counted, ever: of a state that is not complete, too.</summary>
    public bool HasEvents => History.HasEvents;

    /// <summary>
    /// The events in the finest steps that are kept of each time, in order. Time that was not observed is left out; observed time without
    /// events is a step without events. Of a sliced budget these are the events, not the worth of the slices.
    /// </summary>
    /// <exception cref="InvalidOperationException">The state is not complete: append it to the one before it.</exception>
    public IEnumerable<SloHistoryStep> GetSteps() => IsComplete
        ? HistorySteps.Read(History).Select(step => new SloHistoryStep(InstantOf(step.From), InstantOf(step.To), step.Events))
        : throw NotComplete();

    /// <summary>
    /// Makes a state of steps, as if their events had been counted then, so that an objective need not begin without a history. Time
    /// between two steps was not observed. Where events lie in a step is not known: they are divided evenly.
    /// </summary>
    /// <param name="objective">The objective whose events they are.</param>
    /// <param name="steps">At least one, in order of time, from 1970 on; none overlaps another one.</param>
    /// <param name="later">A complete state of the same objective that the steps come before, or null. All of it is kept as it was
    /// counted.</param>
    /// <exception cref="ArgumentException">There are no steps, or one is empty of time, overlaps the one before it, has a negative count,
    /// or ends after the later state begins (<see cref="KeptSince"/>); or the later state counts other events or is not
    /// complete.</exception>
    public static SloObjectiveState FromSteps(SloObjective objective, IEnumerable<SloHistoryStep> steps, SloObjectiveState? later = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(steps);
        if (later is { IsComplete: false } || (later is not null && later.CountingKey != objective.CountingKey))
        {
            throw new ArgumentException("must be complete, with the counting key of the objective", nameof(later));
        }

        SloHistoryStep[] all = [.. steps];
        CheckSteps(all, later?.KeptSince ?? DateTimeOffset.MaxValue);

        // The positions of a process whose clock was set back are not those of the wall clock.
        var lead = later is null ? 0 : (later.AsOf - DateTimeOffset.UnixEpoch).Ticks - later.Position;
        (long, long, SloEventCounts)[] positions = [.. all.Select(step => (PositionOf(step.From), PositionOf(step.To), step.Events))];
        HistoryState history = HistoryPlayback.Play(objective, SliceWorth.Of(objective.Method), positions, later?.History);
        return later is null
            ? new(objective.Name, objective.CountingKey, all[^1].To.ToUniversalTime(), isComplete: true, history, JudgeState.None)
            : new(later.Name, later.CountingKey, later.AsOf, isComplete: true, history, later.Judge.Shift(history.Before(later.History)))
            {
                Latency = later.Latency,
            };

        long PositionOf(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks - lead;
    }

    private static void CheckSteps(SloHistoryStep[] steps, DateTimeOffset end)
    {
        if (steps.Length == 0)
        {
            throw new ArgumentException("must have a step", nameof(steps));
        }

        DateTimeOffset least = DateTimeOffset.UnixEpoch;
        foreach (SloHistoryStep step in steps)
        {
            if (step.From < least || step.To <= step.From || step.To > end || step.Events is { Good: < 0 } or { Bad: < 0 })
            {
                throw new ArgumentException(
                    $"{step} must have a length, begin at or after {least:u}, end at or before {end:u}, and have no negative count",
                    nameof(steps));
            }

            least = step.To;
        }
    }

    private static InvalidOperationException NotComplete() => new("The state is not complete: append it to the one before it.");

    private DateTimeOffset InstantOf(long position) => AsOf.AddTicks(position - Position);
}
