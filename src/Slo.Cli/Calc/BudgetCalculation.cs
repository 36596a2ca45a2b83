using Slo.Shared.Replay;

namespace Slo.Cli.Calc;

/// <summary>What a target leaves to fail, what of it is spent, and how long the rest lasts.</summary>
internal sealed class BudgetCalculation
{
    /// <param name="objective">Target and period.</param>
    /// <param name="events">The events of the period so far; null: none are known.</param>
    /// <param name="badRatio">The share of bad events from now on; null: as in the events.</param>
    internal BudgetCalculation(SloObjective objective, SloEventCounts? events, decimal? badRatio)
    {
        Objective = objective;
        BudgetRatio = 1 - objective.TargetRatio;
        OutageTime = objective.Period.Length * (double)BudgetRatio;
        BadRatio = badRatio ?? (events is { Total: > 0 } counted ? (decimal)counted.Bad / counted.Total : null);
        BurnRate = (double?)(BadRatio / BudgetRatio);
        if (events is { } given)
        {
            Status = Judge(objective, given);
            AllowedBad = (double)BudgetRatio * given.Total;
        }

        var remaining = Status is null ? 1 : Status.ErrorBudgetRemainingRatio ?? 1;
        TimeToExhaustion = remaining <= 0 ? TimeSpan.Zero : BurnRate is { } burn && burn >= remaining
            ? ToTime(remaining * objective.Period.Length / burn) : null;
    }

    internal SloObjective Objective { get; }

    internal decimal BudgetRatio { get; }

    /// <summary>The budget as time of total outage in one period.</summary>
    internal TimeSpan OutageTime { get; }

    /// <summary>How many events may be bad; null without events.</summary>
    internal double? AllowedBad { get; }

    /// <summary>How the events stand; null without events.</summary>
    internal SloStatus? Status { get; }

    internal decimal? BadRatio { get; }

    internal double? BurnRate { get; }

    /// <summary>Zero once nothing is left. Null where it takes longer than a period: by then the bad events have expired, or a new budget
    /// has begun.</summary>
    internal TimeSpan? TimeToExhaustion { get; }

    // By the production evaluator, so that the answer is the app's. Slices of time cannot be told from sums, so events are budgeted.
    // When the events came is not known either, so the budget is a share of them.
    private static SloStatus Judge(SloObjective objective, SloEventCounts events)
    {
        using SloRegistry registry = new(new VirtualTime(0));
        SloTracker tracker = registry.Add(new SloObjectiveBuilder(objective.Name)
            .TargetRatio(objective.TargetRatio).Rolling(objective.Period.Length).NoRules()
            .UnobservedTime(UnobservedTime.Exclude).Build());
        tracker.Record(events.Good, events.Bad);
        registry.Evaluate();
        return tracker.Status;
    }

    // The milliseconds of a forecast mean nothing, and a time span ends at 10,675,199 days.
    private static TimeSpan ToTime(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
}
