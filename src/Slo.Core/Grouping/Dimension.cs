using Slo.Windows;

namespace Slo.Grouping;

/// <summary>One way to divide the events of an objective: by the value of its grouping, by the reason of bad events, or by
/// cohort.</summary>
/// <param name="MaximumValues">The maximum number of values with their own counts.</param>
/// <param name="LongestValue">Longer values share the counts of the others.</param>
/// <param name="Ring">The tiers of each value's history, by the longest period.</param>
/// <param name="DropsIdle">
/// Whether values without events in the last period are replaced by new ones. False if the counts are exported, because a counter must not
/// restart under the same name.
/// </param>
internal sealed record Dimension(int MaximumValues, int LongestValue, Func<TimeSpan, RingTier[]> Ring, bool DropsIdle)
{
    /// <summary>Why events are bad. Only bad events are counted.</summary>
    internal static Dimension Reasons { get; } = new(32, SloEvent.LongestReason, RingLayout.ForReason, DropsIdle: true);

    /// <summary>Versions and other cohorts. A cohort without events for an hour can be replaced.</summary>
    internal static Dimension Cohorts { get; } = new(16, SloCohortSource.LongestName, RingLayout.ForCohort, DropsIdle: true);

    internal static Dimension Of(SloGrouping grouping) => new(grouping.Maximum, 128, RingLayout.ForGroup, DropsIdle: false);
}
