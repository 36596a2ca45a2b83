namespace Slo.Tests.Properties;

/// <summary>One step of a script: events at one instant, then time passes (observed or not), then an evaluation.</summary>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
/// <param name="Group">Their group.</param>
/// <param name="Time">How long until the evaluation.</param>
/// <param name="IsGap">Whether that time is not observed, as in a suspension.</param>
public readonly record struct Beat(int Good, int Bad, int Group, TimeSpan Time, bool IsGap);
