namespace Slo;

/// <summary>How the comparison of a canary with its baseline stands.</summary>
/// <param name="Verdict">What it says.</param>
/// <param name="Reason">Why, as one sentence for people.</param>
/// <param name="Baseline">The events of the baseline since the comparison began.</param>
/// <param name="Canary">The events of the canary since then.</param>
public sealed record SloCanaryReport(SloCanaryVerdict Verdict, string Reason, SloEventCounts Baseline, SloEventCounts Canary)
{
    /// <summary>How many events of both cohorts were compared so far: those of batches in which both had some.</summary>
    public long ComparedEvents { get; init; }

    /// <summary>The planned sample, in events of both cohorts together, at the share of events that the canary had so far; null before
    /// anything was compared.</summary>
    public long? RequiredEvents { get; init; }

    /// <summary>The probability that a canary that is as bad as the baseline has so many bad events or more, as if looked at only once;
    /// null before anything was compared. For people: the verdict also depends on how often was looked.</summary>
    public double? ChanceRatio { get; init; }

    /// <summary>The burn rate of the canary: its share of bad events divided by the share that the target allows; null without
    /// events.</summary>
    public double? BurnRate { get; init; }

    /// <summary>How long the comparison has run.</summary>
    public TimeSpan Elapsed { get; init; }
}
