namespace Slo.Evaluation;

/// <summary>Where an evaluation writes before it is published; used again and again, so that evaluating allocates nothing.</summary>
/// <param name="windows">Room for so many windows; default: as many as any objective may have.</param>
internal sealed class EvaluationScratch(int windows = EvaluationScratch.MaximumWindows)
{
    private const int MaximumWindows = 64;

    /// <summary>Where on the timeline the evaluation stands.</summary>
    internal long Position { get; set; }

    /// <summary>Where on the timeline the period starts.</summary>
    internal long PeriodStart { get; set; }

    /// <summary>Start and end of the period, UTC: of a calendar one, whose events these are, even if the next has begun since.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End) Period { get; set; }

    /// <summary>The instant of the evaluation, UTC.</summary>
    internal DateTimeOffset AsOf { get; set; }

    /// <summary>The share of the period so far that was observed.</summary>
    internal double Coverage { get; set; }

    /// <summary>Since which position nothing was counted.</summary>
    internal long SilentSince { get; set; }

    /// <summary>Cumulative events since counting began.</summary>
    internal SloEventCounts Total { get; set; }

    /// <summary>What the budget has counted since then.</summary>
    internal SloEventCounts TotalBudget { get; set; }

    /// <summary>The period's events.</summary>
    internal SloEventCounts Events { get; set; }

    /// <summary>What the budget counts in the period: the events, or what slices were worth.</summary>
    internal SloEventCounts Budget { get; set; }

    /// <summary>The events of each window.</summary>
    internal SloEventCounts[] WindowEvents { get; } = new SloEventCounts[windows];

    /// <summary>What the budget counts in each window; nothing where there are no events.</summary>
    internal SloEventCounts[] WindowBudgets { get; } = new SloEventCounts[windows];

    /// <summary>Which rules hold, as bits.</summary>
    internal ulong Holding { get; set; }

    internal TimeSpan PeriodLength => Period.End - Period.Start;

    internal EvaluationScratch Copy()
    {
        EvaluationScratch copy = new(WindowEvents.Length);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes over what the other one says.</summary>
    internal void CopyFrom(EvaluationScratch other)
    {
        Position = other.Position;
        PeriodStart = other.PeriodStart;
        Period = other.Period;
        AsOf = other.AsOf;
        Coverage = other.Coverage;
        SilentSince = other.SilentSince;
        Total = other.Total;
        TotalBudget = other.TotalBudget;
        Events = other.Events;
        Budget = other.Budget;
        Holding = other.Holding;
        other.WindowEvents.AsSpan(0, WindowEvents.Length).CopyTo(WindowEvents);
        other.WindowBudgets.AsSpan(0, WindowBudgets.Length).CopyTo(WindowBudgets);
    }
}
