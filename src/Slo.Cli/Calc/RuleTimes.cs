namespace Slo.Cli.Calc;

/// <summary>
/// When a rule fires and ends, by the formulas of docs/math.md: even traffic, a constant share of bad events, without the guards for low
/// traffic. To the first evaluation at or after these times.
/// </summary>
/// <param name="Threshold">The bad ratio of both windows at which the rule holds: factor x budget.</param>
/// <param name="Detection">From the start of the outage, with the hold; null: never.</param>
/// <param name="Reset">From the end of the outage, with the time for which the rule keeps firing; null: never detected.</param>
internal readonly record struct RuleTimes(double Threshold, TimeSpan? Detection, TimeSpan? Reset)
{
    /// <param name="objective">Its target, its slices and its reading of unobserved time.</param>
    /// <param name="rule">One of its rules.</param>
    /// <param name="badRatio">The share of bad events in the outage.</param>
    /// <param name="duration">How long it lasts, from the start of a slice; null: until everything in the long window is bad.</param>
    /// <param name="isCold">Whether it begins with the first event, without a history.</param>
    internal static RuleTimes Of(
        SloObjective objective, BurnRateRule rule, decimal badRatio, TimeSpan? duration = null, bool isCold = false)
    {
        var threshold = rule.Factor * (1 - objective.TargetRatio);
        Course course = new(
            badRatio, duration ?? Whole(rule.LongWindow + rule.Settings.Hold, objective.Method.Slice),
            isCold && objective.UnobservedTime == UnobservedTime.Exclude);
        (TimeSpan From, TimeSpan Until)? holds = objective.Method.Slice > TimeSpan.Zero
            ? new SliceCourse(objective.Method, rule, threshold, course).Holds()
            : course.Holds(rule, threshold);
        return holds is { } time && time.From + rule.Settings.Hold is var fires && fires < time.Until
            ? new((double)threshold, fires, time.Until - course.Duration + rule.Settings.KeepFiring)
            : new((double)threshold, null, null);
    }

    private static TimeSpan Whole(TimeSpan time, TimeSpan slice) =>
        slice == TimeSpan.Zero ? time : slice * Math.Ceiling(time / slice);
}
