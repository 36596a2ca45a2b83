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

    /// <summary>Start and end of a calendar period: of the one whose events these are, even if the next has begun since.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End) Calendar { get; set; }

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
}
