using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Plays the history of a range to the engine, and reads from it what the range came to and how it went.</summary>
internal sealed class RangeCourse
{
    private readonly List<CoursePoint> _points = [];

    private RangeCourse(RangeResult result) => Result = result;

    internal RangeResult Result { get; }

    /// <summary>From the start of the range to its end, in order of time.</summary>
    internal IReadOnlyList<CoursePoint> Points => _points;

    /// <param name="subject">The objective and its history.</param>
    /// <param name="range">The range.</param>
    /// <param name="marks">Where points are wanted, besides the two ends.</param>
    /// <param name="cancel">Ends it.</param>
    internal static RangeCourse Play(
        ReportSubject subject, ReportRange range, IEnumerable<DateTimeOffset> marks, CancellationToken cancel)
    {
        IReadOnlyList<(DateTimeOffset Since, decimal Target)> targets = RangeDefinition.Targets(subject, range);
        SloObjective objective = RangeDefinition.Of(subject, range, targets[0].Target);
        VirtualTime time = new(CoursePlayer.TicksOf(range.From));
        using Subject played = new("", objective, time);
        played.Decide(subject.Exclusions, subject.Overrides);
        IReadOnlyDictionary<DateTimeOffset, decimal> changes = targets.Skip(1).GroupBy(change => change.Since)
            .ToDictionary(change => change.Key, change => change.Last().Target);
        SortedSet<DateTimeOffset> wanted = [.. marks.Concat(changes.Keys).Where(mark => mark > range.From && mark < range.To), range.To];
        CoursePlayer player = new(played, time, wanted, changes, objective.Method);
        foreach (SloHistoryStep step in subject.Steps)
        {
            cancel.ThrowIfCancellationRequested();
            if (range.Clip(step.From, step.To) is var (from, to))
            {
                player.Take(step, from, to);
            }
        }

        player.SkipTo(range.To);
        SloStatus status = played.Status;
        var isEmpty = status.ErrorBudgetRemainingRatio is null;
        RangeCourse course = new(new(
            range, status.Events, status.ComplianceRatio, status.TargetRatio, status.IsMet, 1 - status.ErrorBudgetRemainingRatio,
            status.CoverageRatio * (objective.Period.Length / range.Length), subject.Objective.SlaTargetRatio,
            isEmpty || subject.Objective.SlaTargetRatio is not { } sla ? null : Reaches(status, sla)));
        player.AddTo(course._points, range.From, course.Result.SpentRatio);
        return course;
    }

    /// <summary>The share of the budget that was spent between two instants at which there are points, or from the nearest before
    /// them.</summary>
    internal double? SpentBetween(DateTimeOffset from, DateTimeOffset to) =>
        At(to).SpentRatio - At(from).SpentRatio;

    /// <summary>The events between two such instants.</summary>
    internal SloEventCounts EventsBetween(DateTimeOffset from, DateTimeOffset to) =>
        new(At(to).Events.Good - At(from).Events.Good, At(to).Events.Bad - At(from).Events.Bad);

    private CoursePoint At(DateTimeOffset instant)
    {
        var index = _points.FindLastIndex(point => point.At <= instant);
        return _points[Math.Max(0, index)];
    }

    // Exact for events; of slices the ratio is what there is.
    private static bool Reaches(SloStatus status, decimal target) => status.Objective.Method.Slice == TimeSpan.Zero
        ? status.Events.Bad <= (1 - target) * status.Events.Total
        : status.ComplianceRatio >= (double)target;

}
