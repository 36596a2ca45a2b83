using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>The past, step by step, beside the oracle: events, budget and burn rates.</summary>
internal sealed class NaiveSeries(CrossingCase declared, NaiveStream stream, SloTracker tracker)
{
    private static readonly TimeSpan[] Steps = [TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    private readonly long _now = stream.Position;
    private readonly long _oldest = stream.Position - tracker.Objective.Period.LongestLength.Ticks;

    internal void AssertSame()
    {
        var from = Math.Max(stream.Origin, _now - declared.Period.Ticks);
        foreach (TimeSpan step in Steps.Where(step => (_now - from) / step.Ticks < 3_000))
        {
            AssertEvents(tracker.GetSeries(At(from), At(_now), step), from, step.Ticks);
            AssertBudget(tracker.GetBudgetSeries(At(from), At(_now), step), from, step.Ticks);
            IEnumerable<CrossingRule> burning = declared.Rules.Where(rule => rule.IsBurnRate);
            TimeSpan[] windows = [.. burning.SelectMany(rule => (TimeSpan[])[rule.LongWindow, rule.ShortWindow]).Distinct()];
            AssertBurnRates(windows, tracker.GetBurnRateSeries(windows, At(from), At(_now), step), from, step.Ticks);
        }
    }

    private void AssertEvents(IReadOnlyList<SloSeriesPoint> points, long from, long step)
    {
        SloEventCounts sum = points.Aggregate(default(SloEventCounts), (sum, point) => sum + (point.Events ?? default));
        var start = from / step * step;
        (SloEventCounts least, SloEventCounts most) = UpTo(start, isExact: false);
        Playback.AssertBetween(stream.Total - most, stream.Total - least, sum, "all steps");
        for (var i = 0; i < points.Count; i++, start += step)
        {
            SloSeriesPoint point = points[i];
            var end = Math.Min(start + step, _now);
            var observed = stream.History.Observed(start, end);
            var isSeen = observed > 0 || point.Events?.Total > 0;
            Assert.Equal(At(end), point.Time);

            // What was observed longer ago than the period may be forgotten.
            Assert.True(isSeen == point.Events is not null || (start < _oldest && observed == stream.History.Observed(start, _oldest)));
            Assert.Equal(point.Events is not null && (start < _oldest || end < start + step || observed < end - start), point.IsPartial);
            (least, most) = Between(start, end, isExact: isSeen && !point.IsInterpolated);
            Playback.AssertBetween(least, most, point.Events ?? default, $"step to {point.Time:O}{(point.IsInterpolated ? " divided" : "")}");
            if (i > 0 && IsInOneSlice(start - step, end))
            {
                // Divided evenly: no step has all of them.
                SloEventCounts before = points[i - 1].Events ?? default;
                SloEventCounts here = point.Events ?? default;
                Assert.InRange(here.Good - before.Good, -1, 1);
                Assert.InRange(here.Bad - before.Bad, -1, 1);
            }
        }
    }

    private void AssertBudget(IReadOnlyList<SloBudgetPoint> points, long from, long step)
    {
        SloStatus status = tracker.Status;
        (var start, _) = stream.Period;
        NaiveUnits period = stream.PeriodUnits(status.Events);
        var edge = from / step * step;
        foreach (SloBudgetPoint point in points)
        {
            var end = Math.Min(edge + step, _now);
            Assert.Equal(At(end), point.Time);
            Assert.Equal(declared.Target, point.TargetRatio);
            AssertCompliance(edge, end, point.ComplianceRatio);
            if (period.IsNone || end < start || (end < _now && stream.History.Observed(start, end) == 0))
            {
                Assert.Null(point.ErrorBudgetRemainingRatio);
            }
            else
            {
                (Rational least, Rational most) = end <= start ? (0, 0) : SpentUntil(end, period.Bad);
                Rational perUnit = period.Share / period.All / stream.Budget;
                AssertBetween(
                    (1 - (most * perUnit)).ToDouble(), (1 - (least * perUnit)).ToDouble(), point.ErrorBudgetRemainingRatio, $"left at {point.Time:O}");
            }

            edge += step;
        }

        Assert.Equal(points.Count == 0 ? null : status.ErrorBudgetRemainingRatio, points.Count == 0 ? null : points[^1].ErrorBudgetRemainingRatio);
    }

    private void AssertCompliance(long from, long to, double? compliance)
    {
        (SloEventCounts least, SloEventCounts most) = Between(from, to, isExact: false);
        if (!IsKnown(least, most, compliance) || from < _oldest)
        {
            return;
        }

        if (declared.IsSliced)
        {
            NaiveUnits units = stream.Units(from, to, to, new(1, 0));
            NaiveJudge.AssertClose(units.IsNone ? null : units.Compliance, compliance, "compliance of a step");
            return;
        }

        (var lowest, var highest) = BadRatios(least, most);
        AssertBetween(1 - highest, 1 - lowest, compliance, "compliance of a step");
    }

    private void AssertBurnRates(TimeSpan[] windows, IReadOnlyList<SloBurnRatePoint> points, long from, long step)
    {
        var edge = from / step * step;
        foreach (SloBurnRatePoint point in points)
        {
            edge += step;
            var end = Math.Min(edge, _now);
            Assert.Equal(At(end), point.Time);
            foreach ((TimeSpan window, var burnRate) in windows.Zip(point.BurnRates))
            {
                var start = end - window.Ticks;
                var width = Math.Max(stream.Width(_now - start), declared.IsSliced ? TimeSpan.TicksPerMinute : 0);
                (SloEventCounts least, SloEventCounts most) = Between(start, end, isExact: false);
                if (width <= window.Ticks && start >= _oldest && IsKnown(least, most, burnRate))
                {
                    AssertBurnRate((start, end), (least, most), burnRate);
                }
            }
        }
    }

    private void AssertBurnRate((long From, long To) time, (SloEventCounts Least, SloEventCounts Most) events, double? burnRate)
    {
        NaiveUnits units = stream.Units(time.From, time.To, time.To, new(1, 0));
        if (declared.IsSliced)
        {
            NaiveJudge.AssertClose(units.IsNone ? null : units.BadRatio / stream.Budget, burnRate, $"burn rate at {At(time.To):O}");
            return;
        }

        (var lowest, var highest) = BadRatios(events.Least, events.Most);
        var factor = (units.Share / stream.Budget).ToDouble();
        AssertBetween(lowest * factor, highest * factor, burnRate, $"burn rate at {At(time.To):O}");
    }

    // Without events there is no ratio; where the accuracy lets there be some or none, both are right.
    private static bool IsKnown(SloEventCounts least, SloEventCounts most, double? actual)
    {
        if (most.Total == 0)
        {
            Assert.Null(actual);
        }

        return least.Total > 0 || (most.Total > 0 && actual is not null);
    }

    private static (double Lowest, double Highest) BadRatios(SloEventCounts least, SloEventCounts most) => (
        least.Bad + most.Good == 0 ? 0 : (double)least.Bad / (least.Bad + most.Good),
        most.Bad + least.Good == 0 ? 1 : (double)most.Bad / (most.Bad + least.Good));

    private static void AssertBetween(double least, double most, double? actual, string what)
    {
        var slack = 1e-9 * Math.Max(1, Math.Abs(most));
        Assert.True(actual >= least - slack && actual <= most + slack, $"{what}: {actual} is not between {least} and {most}");
    }

    // What of the period's bad units came before a position.
    private (Rational Least, Rational Most) SpentUntil(long position, Rational bad)
    {
        if (declared.IsSliced)
        {
            Rational spent = bad - stream.Units(position, _now, _now, new(1, 0)).Bad;
            return (spent, spent);
        }

        (SloEventCounts least, SloEventCounts most) = UpTo(position, isExact: false);
        Rational Spent(long until) => Larger(0, bad - (stream.Total.Bad - until));
        return (Spent(least.Bad), Spent(most.Bad));
    }

    private (SloEventCounts Least, SloEventCounts Most) Between(long from, long to, bool isExact)
    {
        (SloEventCounts least, SloEventCounts most) = UpTo(from, isExact);
        (SloEventCounts leastThen, SloEventCounts mostThen) = UpTo(to, isExact);
        return (new(Math.Max(0, leastThen.Good - most.Good), Math.Max(0, leastThen.Bad - most.Bad)), mostThen - least);
    }

    // What is older than the period is not kept any more: a step that begins there may begin with the oldest counts that are.
    private (SloEventCounts Least, SloEventCounts Most) UpTo(long position, bool isExact)
    {
        if (position >= _now)
        {
            return (stream.Total, stream.Total);
        }

        (SloEventCounts least, SloEventCounts most) = isExact ? stream.History.UpTo(position, 1) : stream.UpTo(position);
        return (least, position < _oldest ? stream.UpTo(_oldest).Most : most);
    }

    // Whether two steps are read from one slice, and from no finer one.
    private bool IsInOneSlice(long from, long to)
    {
        var width = stream.Width(_now - from);
        var start = from / width * width;
        return from >= stream.Origin && to <= start + width && start + width <= _now
            && stream.Width(_now - start) == width && stream.Width(_now - start - (5 * width)) == width;
    }

    private static Rational Larger(Rational one, Rational other) => one.CompareTo(other) >= 0 ? one : other;

    private static DateTimeOffset At(long position) => DateTimeOffset.UnixEpoch.AddTicks(position);
}
