namespace Slo.Hosting.Reactions;

/// <summary>A declared reaction, read once at start. Immutable.</summary>
internal sealed record ReactionPlan
{
    /// <summary>The maximum of the doubled time until an undo.</summary>
    internal static readonly TimeSpan LongestRecovery = TimeSpan.FromDays(1);

    // The minimum that is doubled, because doubling a RecoverFor of 0 would have no effect.
    private static readonly TimeSpan ShortestRelapse = TimeSpan.FromSeconds(10);

    internal required string Name { get; init; }

    internal required IReadOnlySet<string> Objectives { get; init; }

    internal required IReadOnlySet<string> Alerts { get; init; }

    internal required AlertSeverity MinimumSeverity { get; init; }

    internal required string? Rule { get; init; }

    internal required SloScope? Scope { get; init; }

    internal required long MinimumEvents { get; init; }

    internal required double MinimumCoverageRatio { get; init; }

    internal required bool RequiresOutlier { get; init; }

    internal required SloSchedule? AllowedTime { get; init; }

    internal required IReadOnlyList<SloSchedule> Freezes { get; init; }

    internal required TimeSpan Hold { get; init; }

    internal required TimeSpan RecoverFor { get; init; }

    internal required bool Undo { get; init; }

    internal required TimeSpan CoolDown { get; init; }

    internal required bool DryRun { get; init; }

    internal required IReadOnlyList<StepPlan> Steps { get; init; }

    /// <summary>How long the alert must have ended before an undo, after a number of relapses.</summary>
    internal TimeSpan RecoveryAfter(int relapses)
    {
        if (relapses == 0)
        {
            return RecoverFor;
        }

        var first = Math.Max(RecoverFor.Ticks, ShortestRelapse.Ticks);
        var longest = Math.Max(RecoverFor.Ticks, LongestRecovery.Ticks);
        return TimeSpan.FromTicks((long)Math.Min(longest, first * Math.Pow(2, Math.Min(relapses, 30))));
    }

    /// <summary>How soon after the end of a run another one counts as a relapse.</summary>
    internal TimeSpan RelapseWindow(int relapses) => TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerHour, 2 * RecoveryAfter(relapses).Ticks));
}
