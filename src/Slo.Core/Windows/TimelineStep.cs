namespace Slo.Windows;

/// <summary>
/// One move along the timeline: observed up to <paramref name="ObservedUntil"/>, a gap from there to <paramref name="To"/>.
/// </summary>
internal readonly record struct TimelineStep(long ObservedUntil, long To, ClockStep Clock)
{
    internal bool HasGap => To > ObservedUntil;
}
