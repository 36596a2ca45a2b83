namespace Slo.Shared.Reporting;

/// <summary>
/// Objectives that count the same events with another latency threshold, or with none. Where code decides which events count (recorded by
/// hand, tagged endpoints, predicates), equal definitions do not mean equal events, so they are not compared.
/// </summary>
internal static class SiblingObjectives
{
    /// <param name="one">The objective.</param>
    /// <param name="all">All that are declared.</param>
    /// <returns>Those with the nearest thresholds; the one without a threshold, which has no limit, first.</returns>
    internal static IReadOnlyList<SloObjective> Of(SloObjective one, IEnumerable<SloObjective> all) =>
        one.LatencyThreshold is not { } threshold || IsDecidedByCode(one.Indicator)
            ? []
            :
            [
                .. all.Where(other => other.LatencyThreshold != threshold && other.Indicator.Equals(one.Indicator)
                        && !other.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase))
                    .OrderBy(other => other.LatencyThreshold is { } its ? (its - threshold).Duration() : TimeSpan.Zero)
                    .ThenBy(other => other.Name, StringComparer.OrdinalIgnoreCase)
                    .Take(SuggestionLimits.MostSiblings),
            ];

    private static bool IsDecidedByCode(SloIndicator indicator) =>
        indicator.Equals(SloIndicator.Manual) || indicator is HttpIndicator { IsTaggedOnly: true } or HttpIndicator { Metadata.Count: > 0 };
}
