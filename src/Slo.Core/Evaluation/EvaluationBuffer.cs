namespace Slo.Evaluation;

/// <summary>Where an evaluation writes, again and again without allocating; a status keeps a copy, which nothing writes any more.</summary>
internal sealed class EvaluationBuffer
{
    private const int MaximumWindows = 64;

    // What the budget counts in each window, where it does not count the events themselves.
    private readonly SloEventCounts[] _sliceBudgets;

    /// <summary>With room for every objective.</summary>
    internal EvaluationBuffer()
    {
        WindowEvents = WindowBudgets = new SloEventCounts[MaximumWindows];
        _sliceBudgets = new SloEventCounts[MaximumWindows];
    }

    /// <summary>With room for one objective, no more: unless it budgets slices, what its budget counts are the events.</summary>
    internal EvaluationBuffer(EvaluationPlan plan)
    {
        WindowEvents = new SloEventCounts[plan.Windows.Length];
        _sliceBudgets = plan.Objective.Method.Slice == TimeSpan.Zero ? WindowEvents : new SloEventCounts[plan.Windows.Length];
        WindowBudgets = _sliceBudgets;
    }

    private EvaluationBuffer(EvaluationBuffer other)
    {
        WindowEvents = new SloEventCounts[other.WindowEvents.Length];
        _sliceBudgets = other._sliceBudgets == other.WindowEvents ? WindowEvents : new SloEventCounts[other.WindowBudgets.Length];
        WindowBudgets = _sliceBudgets;
        CopyFrom(other);
    }

    /// <summary>Where on the timeline the evaluation stands.</summary>
    internal long Position { get; set; }

    /// <summary>Where on the timeline the period starts.</summary>
    internal long PeriodStart { get; set; }

    /// <summary>The end of the period, UTC: of a calendar one, whose events these are, even if the next has begun since.</summary>
    internal DateTimeOffset PeriodEnd { get; set; }

    /// <summary>How long the period is, from its start to its end.</summary>
    internal TimeSpan PeriodLength { get; set; }

    /// <summary>Start and end of the period, UTC.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End) Period =>
        (new(Math.Max(0, PeriodEnd.UtcTicks - PeriodLength.Ticks), TimeSpan.Zero), PeriodEnd);

    /// <summary>The instant of the evaluation, UTC.</summary>
    internal DateTimeOffset AsOf { get; set; }

    /// <summary>The share of the period so far that was observed.</summary>
    internal double CoverageRatio { get; set; }

    /// <summary>Since which position nothing was counted.</summary>
    internal long SilentSince { get; set; }

    /// <summary>Cumulative events since counting began.</summary>
    internal SloEventCounts Total { get; set; }

    /// <summary>What the budget has counted since then.</summary>
    internal SloEventCounts TotalBudget { get; set; }

    /// <summary>Events ignored since counting began.</summary>
    internal long Ignored { get; set; }

    /// <summary>The period's events.</summary>
    internal SloEventCounts Events { get; set; }

    /// <summary>What the budget counts in the period: the events, or what slices were worth.</summary>
    internal SloEventCounts Budget { get; set; }

    /// <summary>What the budget counted in the period, excluded or not.</summary>
    internal SloEventCounts CountedBudget { get; set; }

    /// <summary>The target in force.</summary>
    internal decimal TargetRatio { get; set; }

    /// <summary>The bad events that a unit allows, by period and window; null: one target was in force at all times.</summary>
    internal AllowedShares? Shares { get; set; }

    /// <summary>How much of the period is excluded.</summary>
    internal long ExcludedTicks { get; set; }

    /// <summary>The share of the period that was observed, as far as it matters.</summary>
    internal Coverage PeriodCoverage { get; set; }

    /// <summary>The events of each window.</summary>
    internal SloEventCounts[] WindowEvents { get; }

    /// <summary>What the budget counts in each window; nothing where there are no events.</summary>
    internal SloEventCounts[] WindowBudgets { get; private set; }

    /// <summary>The position from which on all time counts as observed.</summary>
    internal long ObservedSince { get; set; } = long.MinValue;

    /// <summary>Whether <see cref="EvaluationPlan.IsPlain"/> is true of each window.</summary>
    internal bool AreWindowsPlain { get; set; }

    /// <summary>Whether some time before it was observed, too: how much, the history knows. False where windows are plain: they do not ask.
    /// </summary>
    internal bool IsObservedBefore { get; set; }

    /// <summary>What was observed, and when bad events of the period expire.</summary>
    internal IBudgetHistory? History { get; private set; }

    /// <summary>Which signals are unusual; null: that is not known, or not looked for.</summary>
    internal OpenObservations? Observations { get; private set; }

    /// <summary>Which rules hold, as bits.</summary>
    internal ulong Holding { get; set; }

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level) => level == 0 ? Position
        : Total.Good + ExcludedTicks + (long)Holding + (IsObservedBefore ? 1 : 0)
            + (WindowEvents is [var first, .., var last] ? first.Good + last.Bad : 0);

    /// <summary>Makes ready for another evaluation. A reference that stays is not written: that would cost as much as a window.</summary>
    internal void Begin(IBudgetHistory history, OpenObservations? observations, bool isSliced)
    {
        if (History != history)
        {
            History = history;
        }

        if (Observations != observations)
        {
            Observations = observations;
        }

        if (isSliced != (WindowBudgets != WindowEvents))
        {
            WindowBudgets = isSliced ? _sliceBudgets : WindowEvents;
        }
    }

    internal EvaluationBuffer Copy() => new(this);

    /// <summary>Takes over what the other one says.</summary>
    internal void CopyFrom(EvaluationBuffer other)
    {
        Position = other.Position;
        PeriodStart = other.PeriodStart;
        PeriodEnd = other.PeriodEnd;
        PeriodLength = other.PeriodLength;
        AsOf = other.AsOf;
        CoverageRatio = other.CoverageRatio;
        SilentSince = other.SilentSince;
        Total = other.Total;
        TotalBudget = other.TotalBudget;
        Ignored = other.Ignored;
        Events = other.Events;
        Budget = other.Budget;
        CountedBudget = other.CountedBudget;
        TargetRatio = other.TargetRatio;
        Shares = other.Shares;
        ExcludedTicks = other.ExcludedTicks;
        PeriodCoverage = other.PeriodCoverage;
        ObservedSince = other.ObservedSince;
        AreWindowsPlain = other.AreWindowsPlain;
        IsObservedBefore = other.IsObservedBefore;
        History = other.History;
        Observations = other.Observations;
        Holding = other.Holding;
        other.WindowEvents.AsSpan(0, WindowEvents.Length).CopyTo(WindowEvents);
        if (WindowBudgets != WindowEvents)
        {
            other.WindowBudgets.AsSpan(0, WindowBudgets.Length).CopyTo(WindowBudgets);
        }
    }
}
