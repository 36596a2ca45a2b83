namespace Slo;

/// <summary>The dependencies of an objective over a window, and whether they explain its bad requests.</summary>
/// <param name="Window">The stretch that was looked at: the one asked for, or as long as calls were counted.</param>
/// <param name="Events">The good and bad requests of the window.</param>
/// <param name="Verdict">Whether the objective causes its bad requests or reports a dependency.</param>
/// <param name="Reason">The verdict with its numbers, one line for people.</param>
/// <param name="Dependencies">Those observed and those declared, the causes first, then by their share of the bad requests.</param>
public sealed record SloDependencyReport(
    TimeSpan Window, SloEventCounts Events, SloDependencyVerdict Verdict, string Reason, IReadOnlyList<SloDependencyStatus> Dependencies)
{
    /// <summary>Good and bad requests of the window during which any dependency failed or was slow.</summary>
    public SloEventCounts TroubledRequests { get; init; }

    /// <summary>The share of the bad requests that dependencies explain: those during which one failed or was slow, less the same share of
    /// the good requests; null without either.</summary>
    public double? ExplainedRatio { get; init; }
}
