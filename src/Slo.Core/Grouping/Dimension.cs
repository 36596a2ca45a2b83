using Slo.Windows;

namespace Slo.Grouping;

/// <summary>One way to tell the events of an objective apart: by the value of its grouping, by the reason why they are bad, by
/// their cohort.</summary>
/// <param name="MaximumValues">How many values have counts of their own.</param>
/// <param name="LongestValue">Longer values share the counts of the others.</param>
/// <param name="Ring">The tiers of each value's history, by the longest period.</param>
/// <param name="DropsIdle">
/// Whether values without events in the last period make room for new ones. Not where the counts are exported: a counter must not start
/// over under the same name.
/// </param>
internal sealed record Dimension(int MaximumValues, int LongestValue, Func<TimeSpan, RingTier[]> Ring, bool DropsIdle)
{
    /// <summary>Why events are bad. Only bad events are counted.</summary>
    internal static Dimension Reasons { get; } = new(32, SloEvent.LongestReason, RingLayout.ForReason, DropsIdle: true);

    /// <summary>Versions and other cohorts. What had no event for an hour makes room for new ones.</summary>
    internal static Dimension Cohorts { get; } = new(16, SloCohortSource.LongestName, RingLayout.ForCohort, DropsIdle: true);

    internal static Dimension Of(SloGrouping grouping) => new(grouping.Maximum, 128, RingLayout.ForGroup, DropsIdle: false);
}
