using Slo.Dependencies;

namespace Slo;

/// <summary>What the requests of an objective called over a window, as counts that can be summed over processes.</summary>
/// <param name="Window">The stretch that was looked at.</param>
/// <param name="Events">The good and bad requests of the window.</param>
/// <param name="Dependencies">Those observed and those declared, without shares and causes: <see cref="Judge"/> computes them.</param>
public sealed record SloDependencyCounts(TimeSpan Window, SloEventCounts Events, IReadOnlyList<SloDependencyStatus> Dependencies)
{
    /// <summary>Good and bad requests since the process began to count.</summary>
    public SloEventCounts TotalEvents { get; init; }

    /// <summary>Good and bad requests of the window during which any dependency failed or was slow.</summary>
    public SloEventCounts TroubledRequests { get; init; }

    /// <summary>The same since the process began to count.</summary>
    public SloEventCounts TotalTroubledRequests { get; init; }

    /// <summary>Why these counts do not show whether the objective causes its bad requests; null: they do.</summary>
    public string? WhyUnknown { get; init; }

    /// <summary>The sum of counts of the same objective in several processes.</summary>
    /// <remarks>The window is the longest one. Dependencies are those of one name, compared without case: at most 64, the declared ones
    /// first, then those with the most calls; all others share the name <see cref="SloDependencyStatus.Other"/>, which has all of their
    /// calls, of their bad requests those that are certainly different ones, and of their good requests as many as there can have been: so
    /// what is not known makes no cause of it. A process without requests in the window gives no
    /// <see cref="WhyUnknown"/>.</remarks>
    /// <param name="counts">Any number; none: no requests.</param>
    public static SloDependencyCounts Sum(IReadOnlyCollection<SloDependencyCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new(
            counts.Select(one => one.Window).DefaultIfEmpty(TimeSpan.Zero).Max(), Add(counts, one => one.Events),
            DependencySum.Of(counts))
        {
            TotalEvents = Add(counts, one => one.TotalEvents),
            TroubledRequests = Add(counts, one => one.TroubledRequests),
            TotalTroubledRequests = Add(counts, one => one.TotalTroubledRequests),
            WhyUnknown = counts.Where(one => one.Events.Total > 0 || one.TroubledRequests.Total > 0).Select(one => one.WhyUnknown)
                .FirstOrDefault(reason => reason is not null),
        };
    }

    /// <summary>Whether the dependencies explain the bad requests. docs/insight.md has the rule.</summary>
    /// <param name="isBurning">Whether a rule fires, or the burn rate of the window is at least 1.</param>
    public SloDependencyReport Judge(bool isBurning)
    {
        // Good requests to compare with: those of the window, or of a longer time if it has too few.
        var isShort = Events.Good < VerdictRule.LeastRequests;
        SloDependencyReport report = VerdictRule.Judge(
            Window, Events, (isShort ? TotalEvents : Events).Good,
            TroubledRequests with { Good = (isShort ? TotalTroubledRequests : TroubledRequests).Good }, isBurning,
            [
                .. Dependencies.Select(one => (one, one.TroubledRequests with
                {
                    Good = (isShort ? one.TotalTroubledRequests : one.TroubledRequests).Good,
                })),
            ]) with
        {
            TroubledRequests = TroubledRequests,
        };
        return report.Verdict == SloDependencyVerdict.Healthy || WhyUnknown is not { } reason ? report : report with
        {
            Verdict = SloDependencyVerdict.Unknown,
            Reason = reason,
            Dependencies = [.. report.Dependencies.Select(one => one with { IsCause = false })],
        };
    }

    private static SloEventCounts Add(IEnumerable<SloDependencyCounts> counts, Func<SloDependencyCounts, SloEventCounts> part) =>
        counts.Aggregate(default(SloEventCounts), (sum, one) => sum + part(one));
}
