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
        SloObjective objective = RangeDefinition.Of(subject, range);
        VirtualTime time = new(Ticks(range.From));
        using Subject played = new("", objective, time);
        SortedSet<DateTimeOffset> wanted = [.. marks.Where(mark => mark > range.From && mark < range.To), range.To];
        Player player = new(played, time, wanted, objective.Method);
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

    private static long Ticks(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>Feeds the engine and notes how far things are at each mark.</summary>
    private sealed class Player(Subject subject, VirtualTime time, SortedSet<DateTimeOffset> marks, BudgetingMethod method)
    {
        // What was spent, in units of the budget: events, or time of bad slices.
        private readonly List<(DateTimeOffset At, SloEventCounts Events, double Spent, bool IsObserved)> _marks = [];
        private readonly Queue<DateTimeOffset> _next = new(marks);
        private TimeSpan _observed;
        private bool _isObserved;

        internal void Take(SloHistoryStep step, DateTimeOffset from, DateTimeOffset to)
        {
            SkipTo(from);
            SloEventCounts given = PartOf(step, from);
            while (_next.TryPeek(out DateTimeOffset mark) && mark <= to)
            {
                Record(step, mark, ref given);
                Note();
            }

            Record(step, to, ref given);
        }

        /// <summary>Nothing was observed until then.</summary>
        internal void SkipTo(DateTimeOffset instant)
        {
            while (_next.TryPeek(out DateTimeOffset mark) && mark <= instant)
            {
                Skip(mark);
                Note();
            }

            Skip(instant);
        }

        internal void AddTo(List<CoursePoint> points, DateTimeOffset start, double? spent)
        {
            var all = _marks[^1].Spent;
            points.Add(new(start, default, spent is null ? null : 0, IsObserved: true));
            points.AddRange(_marks.Select(mark => new CoursePoint(
                mark.At, mark.Events, all > 0 ? mark.Spent / all * spent : spent, mark.IsObserved)));
        }

        private void Record(SloHistoryStep step, DateTimeOffset until, ref SloEventCounts given)
        {
            var ticks = Ticks(until);
            if (ticks <= time.Now)
            {
                return;
            }

            SloEventCounts part = PartOf(step, until);
            subject.Record(part.Good - given.Good, part.Bad - given.Bad);
            given = part;
            _observed += TimeSpan.FromTicks(ticks - time.Now);
            _isObserved = true;
            time.Now = ticks;
            subject.Evaluate();
        }

        private void Skip(DateTimeOffset instant)
        {
            if (Ticks(instant) > time.Now)
            {
                time.SkipTo(Ticks(instant));
                subject.Evaluate();
            }
        }

        private void Note()
        {
            _next.TryDequeue(out DateTimeOffset at);
            SloStatus status = subject.Status;
            var units = method.Slice == TimeSpan.Zero ? status.Events.Total : _observed.TotalSeconds;
            _marks.Add((at, status.Events, (1 - (status.ComplianceRatio ?? 1)) * units, _isObserved));
            _isObserved = false;
        }

        // What of a step's events lies before an instant: they are divided evenly, as everywhere.
        private static SloEventCounts PartOf(SloHistoryStep step, DateTimeOffset until)
        {
            var share = (double)(until - step.From).Ticks / (step.To - step.From).Ticks;
            return share >= 1 ? step.Events
                : share <= 0 ? default
                : new((long)Math.Round(step.Events.Good * share), (long)Math.Round(step.Events.Bad * share));
        }
    }
}
