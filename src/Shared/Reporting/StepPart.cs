namespace Slo.Shared.Reporting;

/// <summary>A part of a step of the history. Where events lie in a step is not known: they are divided evenly.</summary>
internal static class StepPart
{
    /// <summary>The events of a step before an instant in it.</summary>
    internal static SloEventCounts Until(SloHistoryStep step, DateTimeOffset instant)
    {
        var share = (double)(instant - step.From).Ticks / (step.To - step.From).Ticks;
        return new((long)Math.Round(step.Events.Good * share), (long)Math.Round(step.Events.Bad * share));
    }

    /// <summary>A part of a step as steps that are no longer than a limit.</summary>
    internal static IEnumerable<SloHistoryStep> Divide(SloHistoryStep step, DateTimeOffset from, DateTimeOffset to, TimeSpan longest)
    {
        SloEventCounts given = Until(step, from);
        while (from < to)
        {
            DateTimeOffset next = to - from > longest ? from + longest : to;
            SloEventCounts part = Until(step, next);
            yield return new(from, next, new(part.Good - given.Good, part.Bad - given.Bad));
            (from, given) = (next, part);
        }
    }
}
