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
}
