namespace Slo.Tests.Crossing;

/// <summary>What is declared, and how it is evaluated: one point of the crossing.</summary>
public sealed record CrossingCase
{
    public required BudgetingMethodKind Method { get; init; }

    /// <summary>The width of a slice; not of occurrences.</summary>
    public TimeSpan Slice { get; init; }

    /// <summary>The length of a rolling period; of a calendar one its nominal length.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>The unit of a calendar period; null: it is rolling.</summary>
    public CalendarUnit? Unit { get; init; }

    public string Zone { get; init; } = "UTC";

    public required DateTimeOffset Start { get; init; }

    public required decimal Target { get; init; }

    public required UnobservedTime Reading { get; init; }

    /// <summary>The time from one tick to the next.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Whether evaluation knows its interval, as that of a host, so that much later ticks follow a gap.</summary>
    public bool IsTicker { get; init; }

    public bool IsCompact { get; init; }

    /// <summary>How many groups are counted; 0: the objective has none.</summary>
    public int Groups { get; init; }

    public bool AlertPerGroup { get; init; }

    public IReadOnlyList<CrossingRule> Rules { get; init; } = [];

    internal bool IsSliced => Method != BudgetingMethodKind.Occurrences;

    /// <summary>What slices must reach to be good, where they are good or bad.</summary>
    internal decimal SliceTarget => Method == BudgetingMethodKind.Timeslices ? 0.95m : 0;

    internal SloObjective Declare()
    {
        SloObjectiveBuilder objective = new SloObjectiveBuilder("crossing").TargetRatio(Target).UnobservedTime(Reading).Compact(IsCompact)
            .Budgeting(Method, Slice, SliceTarget).NoRules();
        objective = Unit is { } unit ? objective.Calendar(unit, Zone) : objective.Rolling(Period);
        objective = Groups == 0 ? objective : objective.GroupBy("tenant", Groups).AlertPerGroup(AlertPerGroup);
        return Rules.Aggregate(objective, (declared, rule) => rule.Declare(declared)).Build();
    }

    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"{Method} {SloDuration.Format(Slice)} of {Unit?.ToString() ?? SloDuration.Format(Period)} {Zone}, {Target}, {Reading}, from {Start:O}"
                + $" each {Interval:c}{(IsTicker ? " by interval" : "")}{(IsCompact ? " compact" : "")} groups {Groups}{(AlertPerGroup ? " with alerts" : "")}",
            .. Rules,
        ]);
}
