using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Feeds the engine and notes how far things are at each mark. At some of them the declared target changes.</summary>
internal sealed class CoursePlayer(
    Subject subject, VirtualTime time, SortedSet<DateTimeOffset> marks, IReadOnlyDictionary<DateTimeOffset, decimal> targets,
    BudgetingMethod method)
{
    // What was spent, in units of the budget: events, or time of bad slices.
    private readonly List<(DateTimeOffset At, SloEventCounts Events, double Spent, bool IsObserved)> _marks = [];
    private readonly Queue<DateTimeOffset> _next = new(marks);
    private TimeSpan _observed;
    private bool _isObserved;

    internal void Take(SloHistoryStep step, DateTimeOffset from, DateTimeOffset to)
    {
        SkipTo(from);
        SloEventCounts given = StepPart.Until(step, from);
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
        var ticks = TicksOf(until);
        if (ticks <= time.Now)
        {
            return;
        }

        SloEventCounts part = StepPart.Until(step, until);
        subject.Record(part.Good - given.Good, part.Bad - given.Bad);
        given = part;
        _observed += TimeSpan.FromTicks(ticks - time.Now);
        _isObserved = true;
        time.Now = ticks;
        subject.Evaluate();
    }

    private void Skip(DateTimeOffset instant)
    {
        if (TicksOf(instant) > time.Now)
        {
            time.SkipTo(TicksOf(instant));
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
        if (targets.TryGetValue(at, out var target))
        {
            subject.Retarget(target);
        }
    }

    internal static long TicksOf(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks;
}
