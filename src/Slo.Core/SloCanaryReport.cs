namespace Slo;

/// <summary>The state of the comparison of a canary with its baseline.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">The reason of the verdict, as one sentence.</param>
/// <param name="Baseline">The events of the baseline since the comparison began.</param>
/// <param name="Canary">The events of the canary since then.</param>
public sealed record SloCanaryReport(SloCanaryVerdict Verdict, string Reason, SloEventCounts Baseline, SloEventCounts Canary)
{
    /// <summary>The number of events of both cohorts that were compared so far. Events of an incomplete batch are not included.</summary>
    public long ComparedEvents { get; init; }

    /// <summary>The planned sample, in events of both cohorts together, for the share of events that the canary had so far; null before
    /// the first batch.</summary>
    public long? RequiredEvents { get; init; }

    /// <summary>An upper bound of the probability that a canary that is as bad as the baseline has at least as many bad events (the p-value
    /// of a single test); null before the first batch. For information only: the verdict also accounts for repeated tests.</summary>
    public double? ChanceRatio { get; init; }

    /// <summary>The burn rate of the canary: its share of bad events divided by the share that the target allows; null without
    /// events.</summary>
    public double? BurnRate { get; init; }

    /// <summary>How long the comparison has run.</summary>
    public TimeSpan Elapsed { get; init; }
}
