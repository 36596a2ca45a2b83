using Slo.Windows;

namespace Slo;

/// <content>The past, for charts.</content>
public sealed partial class SloTracker
{
    /// <summary>The events step by step, for charts.</summary>
    /// <param name="from">Where the first step begins; older than the period is cut.</param>
    /// <param name="to">Where the last step ends; cut at now.</param>
    /// <param name="step">Whole seconds; steps are aligned to its multiples since 1970 UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not whole seconds from 1 s to 400 days, or there would be more than 5,000
    /// steps.</exception>
    public IReadOnlyList<SloSeriesPoint> GetSeries(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        CheckStep(step);
        SloTracker current = Current;
        Reading now = current.Now();
        return current._history.Series(now).Read(now, (from, to), step);
    }

    /// <summary>The events of each local day, week, month, quarter or year, for charts.</summary>
    /// <param name="from">In the first step; older than the period is cut.</param>
    /// <param name="to">In the last step; cut at now.</param>
    /// <param name="unit">The length of a step.</param>
    /// <param name="timeZone">Whose midnight begins a step: an IANA id such as <c>Europe/Berlin</c>.</param>
    /// <exception cref="SloDefinitionException">The zone is unknown to this machine.</exception>
    public IReadOnlyList<SloSeriesPoint> GetSeries(DateTimeOffset from, DateTimeOffset to, CalendarUnit unit, string timeZone = "UTC")
    {
        var steps = SloPeriod.Calendar(unit, timeZone);
        SloTracker current = Current;
        Reading now = current.Now();
        return current._history.Series(now).Read(now, (from, to), steps);
    }

    /// <summary>Compliance, target and the budget of the current period step by step, for charts. Some microseconds for each hundred
    /// steps.</summary>
    /// <param name="from">Where the first step begins; older than the period is cut.</param>
    /// <param name="to">Where the last step ends; cut at now.</param>
    /// <param name="step">Whole seconds; steps are aligned to its multiples since 1970 UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not whole seconds from 1 s to 400 days, or there would be more than 5,000
    /// steps.</exception>
    public IReadOnlyList<SloBudgetPoint> GetBudgetSeries(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        CheckStep(step);
        SloTracker current = Current;
        return current._judge.BudgetSeries(current.Now(), (from, to), step);
    }

    /// <summary>
    /// What a stretch of time cost: its events, and the share of the error budget of the current period. By the counts of the history,
    /// which are exact at the boundaries of its slices. Some microseconds; nothing is kept.
    /// </summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends; cut at now.</param>
    public SloBudgetSpending GetBudgetSpending(DateTimeOffset from, DateTimeOffset to)
    {
        SloTracker current = Current;
        return current._judge.BudgetSpending(current.Now(), (from, to));
    }

    /// <summary>The burn rates of windows that end with each step, for charts, by the targets that were in force.</summary>
    /// <param name="windows">Each above 0 and at most the period.</param>
    /// <param name="from">Where the first step begins; older than the period is cut.</param>
    /// <param name="to">Where the last step ends; cut at now.</param>
    /// <param name="step">Whole seconds; steps are aligned to its multiples since 1970 UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window is not positive, or longer than the period; the step is not whole seconds
    /// from 1 s to 400 days, or there would be more than 5,000 steps.</exception>
    public IReadOnlyList<SloBurnRatePoint> GetBurnRateSeries(
        IReadOnlyList<TimeSpan> windows, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        ArgumentNullException.ThrowIfNull(windows);
        foreach (TimeSpan window in windows)
        {
            CheckWindow(window);
        }

        CheckStep(step);
        SloTracker current = Current;
        return current._judge.BurnRateSeries(current.Now(), (from, to), step, windows);
    }

    /// <summary>The stretches of time that are excluded, joined where they touch, for charts.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="to">Where to end; cut at now.</param>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> GetExcludedTime(DateTimeOffset from, DateTimeOffset to)
    {
        SloTracker current = Current;
        Timeline timeline = current._history.Timeline;
        var end = Math.Min(timeline.AlignedPositionOf(to), timeline.Now);
        return [.. current._history.ExcludedIn(Math.Min(end, timeline.AlignedPositionOf(from)), end)
            .Select(part => (timeline.AlignedInstantOf(part.From), timeline.AlignedInstantOf(part.To)))];
    }

    private static void CheckStep(TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, SloPeriod.MaximumLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(step.Ticks % TimeSpan.TicksPerSecond, 0, nameof(step));
    }
}
