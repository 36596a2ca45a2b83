namespace Slo.Windows;

/// <summary>
/// Which tiers a ring gets. Full: every window up to 3 days exact to the minute (up to an hour to 10 s, up to 10 minutes to 1 s).
/// </summary>
internal static class RingLayout
{
    private static readonly (TimeSpan Width, TimeSpan Span)[] Full =
    [
        (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        (TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
        (TimeSpan.FromMinutes(1), TimeSpan.FromDays(3)),
    ];

    private static readonly (TimeSpan Width, TimeSpan Span)[] Compact =
    [
        (TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
        (TimeSpan.FromMinutes(1), TimeSpan.FromHours(6)),
        (TimeSpan.FromMinutes(10), TimeSpan.FromDays(3)),
    ];

    // Widths that divide an hour or a day, so that slices begin where people expect them.
    private static readonly int[] CoarseMinutes = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440];

    /// <summary>
    /// The tiers for windows up to <paramref name="longest"/>, none finer than <paramref name="finest"/>; with every minute of it on
    /// demand.
    /// </summary>
    internal static RingTier[] Create(TimeSpan longest, bool compact, TimeSpan finest = default, bool everyMinute = false)
    {
        List<RingTier> tiers = [];
        foreach ((TimeSpan width, TimeSpan span) in compact && !everyMinute ? Compact : Full)
        {
            // A week to the minute costs little more than a month in mixed slices.
            var isMinutes = width == TimeSpan.FromMinutes(1);
            TimeSpan reach = isMinutes && everyMinute
                ? longest : isMinutes && !compact && longest <= TimeSpan.FromDays(7) ? TimeSpan.FromDays(7) : span;
            if (width < finest)
            {
                continue;
            }

            tiers.Add(Tier(width, reach < longest ? reach : longest));
            if (longest <= reach)
            {
                return [.. tiers];
            }
        }

        var slots = compact ? 720 : 4320;
        var minutes = CoarseMinutes.First(minutes => minutes == CoarseMinutes[^1] || minutes * (double)slots >= longest.TotalMinutes - 60);

        // Days of its slices are minutes of the tier before: they are kept once. Of the finer tiers less than a chunk could be shared.
        tiers.Add(Tier(TimeSpan.FromMinutes(Math.Max(minutes, finest.TotalMinutes)), longest, tiers.LastOrDefault()));
        return [.. tiers];
    }

    /// <summary>The tiers of one group of an objective: below 7 KiB, minutes for an hour, then a 360th of the period.</summary>
    internal static RingTier[] ForGroup(TimeSpan longest)
    {
        var minutes = Math.Ceiling(longest.TotalMinutes / 360);
        RingTier recent = Tier(TimeSpan.FromMinutes(1), TimeSpan.FromHours(Math.Min(1, longest.TotalHours)));
        return minutes <= 1 ? [Tier(TimeSpan.FromMinutes(1), longest)] : [recent, Tier(TimeSpan.FromMinutes(minutes), longest)];
    }

    /// <summary>The tier of one reason of bad events: about 1 KiB, a 60th of the period.</summary>
    internal static RingTier[] ForReason(TimeSpan longest) =>
        [Tier(TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling(longest.TotalMinutes / 60))), longest)];

    /// <summary>The tier of one cohort: about 1 KiB, minutes.</summary>
    internal static RingTier[] ForCohort(TimeSpan longest) => [Tier(TimeSpan.FromMinutes(1), longest)];

    /// <summary>The tiers of one count of a dependency: below 4 KiB, minutes for an hour, 10 min for 6 hours, hours for 3 days.</summary>
    internal static RingTier[] ForEdge(TimeSpan longest)
    {
        RingTier minutes = Tier(TimeSpan.FromMinutes(1), TimeSpan.FromHours(Math.Min(1, longest.TotalHours)));
        RingTier tens = Tier(TimeSpan.FromMinutes(10), TimeSpan.FromHours(Math.Min(6, longest.TotalHours)));
        return longest <= TimeSpan.FromHours(1) ? [minutes] : longest <= TimeSpan.FromHours(6) ? [minutes, tens]
            : [minutes, tens, Tier(TimeSpan.FromHours(1), TimeSpan.FromHours(Math.Min(72, longest.TotalHours)))];
    }

    // One slot for each end of the longest window, and one that may be under the writer's hand.
    private static RingTier Tier(TimeSpan width, TimeSpan span, RingTier? finer = null) =>
        new(width.Ticks, (int)Math.Ceiling(span / width) + 3, finer);
}
