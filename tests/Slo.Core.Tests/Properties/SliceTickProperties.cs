using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>
/// Sliced budgets evaluated at any phase of their slices, with gaps, against a plain list of slices: the slices that ended in a window count as
/// a whole, those that were not observed do not count.
/// </summary>
[SeededProperties]
public sealed class SliceTickProperties
{
    private const decimal Target = 0.9m;
    private const decimal SliceTarget = 0.95m;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Property(MaxTest = 120, EndSize = 120, Arbitrary = [typeof(Beats), typeof(Cases)])]
    public void AnyScript_ComplianceBudgetAndBurnRate_AreThoseOfTheSlicesThatEnded(
        Beat[] script, (int Minutes, string Period, BudgetingMethodKind Kind, UnobservedTime Reading) item)
    {
        using Run run = new(TimeSpan.FromMinutes(item.Minutes), item.Period, item.Kind, item.Reading);
        foreach (Beat beat in script)
        {
            run.Play(beat);
            SloStatus status = run.Tracker.Status;
            DateTimeOffset end = item.Period == "1d" ? run.Now : status.PeriodEnd;
            run.AssertWindow(status.PeriodStart, end, status.Events, status.ComplianceRatio, status.ErrorBudgetRemainingRatio);
            SloEventCounts hour = run.Tracker.GetEvents(Hour);
            run.AssertWindow(run.Now - Hour, run.Now, hour, null, 1 - run.Tracker.GetBurnRate(Hour));
        }
    }

    private sealed class Run : IDisposable
    {
        private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 28, 12, 0, 0, 400, TimeSpan.Zero));
        private readonly SloRegistry _registry;
        private readonly SloPeriod? _calendar;
        private readonly TimeSpan _slice;
        private readonly BudgetingMethodKind _kind;
        private readonly UnobservedTime _reading;
        private readonly List<(DateTimeOffset At, SloEventCounts Events)> _recorded = [];
        private readonly List<(DateTimeOffset From, DateTimeOffset To)> _observed = [];

        internal Run(TimeSpan slice, string period, BudgetingMethodKind kind, UnobservedTime reading)
        {
            (_slice, _kind, _reading) = (slice, kind, reading);
            _calendar = period == "1d" ? null : SloPeriod.Calendar(CalendarUnit.Day, period);
            _registry = new SloRegistry(_time);
            SloObjectiveBuilder objective = Objectives.Named().TargetRatio(Target).UnobservedTime(reading).NoRules()
                .Budgeting(kind, slice, kind == BudgetingMethodKind.Timeslices ? SliceTarget : 0);
            Tracker = _registry.Add(_calendar is null
                ? objective.Rolling(TimeSpan.FromDays(1)).Build() : objective.Calendar(CalendarUnit.Day, period).Build());
        }

        internal SloTracker Tracker { get; }

        internal DateTimeOffset Now => _time.GetUtcNow();

        public void Dispose() => _registry.Dispose();

        // Between two evaluations at most one slice ends: which of several an event came in is not known.
        internal void Play(Beat beat)
        {
            _recorded.Add((Now, new(beat.Good, beat.Bad)));
            Tracker.Record(beat.Good, beat.Bad);
            if (beat.IsGap)
            {
                _registry.Evaluate();
                _time.StepWall(beat.Time);
            }
            else
            {
                var time = new TimeSpan((beat.Time.Ticks % _slice.Ticks) + 1);
                _observed.Add((Now, Now + time));
                _time.Advance(time);
            }

            Assert.Null(_registry.Evaluate().Error);
        }

        internal void AssertWindow(DateTimeOffset from, DateTimeOffset to, SloEventCounts events, double? compliance, double? remaining)
        {
            decimal good = 0;
            var counted = 0;
            var all = 0;
            for (DateTimeOffset end = EndOf(from); end <= to; end = EndOf(end))
            {
                all++;
                if (end <= Now && WorthOf(end) is { } worth)
                {
                    good += worth;
                    counted++;
                }
            }

            var isKnown = events.Total > 0 && counted > 0;
            var expected = _reading == UnobservedTime.Exclude ? counted : Math.Max(all, counted);
            AssertClose(isKnown ? 1 - ((counted - good) / (expected * (1 - Target))) : null, remaining);
            if (compliance is not null)
            {
                AssertClose(good / counted, compliance);
            }
        }

        private static void AssertClose(decimal? expected, double? actual)
        {
            Assert.Equal(expected is null, actual is null);
            Assert.Equal((double)(expected ?? 0), actual ?? 0, 1e-9);
        }

        // The end of the slice around an instant.
        private DateTimeOffset EndOf(DateTimeOffset at)
        {
            (DateTimeOffset start, DateTimeOffset end) = _calendar?.Containing(at) ?? (DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
            DateTimeOffset next = start + (_slice * (((at - start).Ticks / _slice.Ticks) + 1));
            return next < end ? next : end;
        }

        // Null if nothing of it was observed.
        private decimal? WorthOf(DateTimeOffset end)
        {
            bool IsIn(DateTimeOffset at) => at < end && EndOf(at) == end;
            if (!_observed.Exists(stretch => stretch.From < end && (IsIn(stretch.From) || EndOf(stretch.From) < end && stretch.To > StartOf(end))))
            {
                return null;
            }

            SloEventCounts events = _recorded.Where(record => IsIn(record.At)).Aggregate(default(SloEventCounts), (sum, record) => sum + record.Events);
            var ratio = events.Total == 0 ? 1 : (decimal)events.Good / events.Total;
            return _kind == BudgetingMethodKind.RatioTimeslices ? ratio : ratio >= SliceTarget ? 1 : 0;
        }

        private DateTimeOffset StartOf(DateTimeOffset end)
        {
            DateTimeOffset inside = end.AddTicks(-1);
            DateTimeOffset start = _calendar?.Containing(inside).Start ?? DateTimeOffset.UnixEpoch;
            return start + (_slice * ((inside - start).Ticks / _slice.Ticks));
        }
    }

    private static class Cases
    {
        public static Arbitrary<(int Minutes, string Period, BudgetingMethodKind Kind, UnobservedTime Reading)> All() => Arb.From(
            from minutes in Gen.Elements(1, 5, 60)
            from period in Gen.Elements("1d", "UTC", "Europe/Berlin", "Asia/Kolkata")
            from kind in Gen.Elements(BudgetingMethodKind.Timeslices, BudgetingMethodKind.RatioTimeslices)
            from reading in Gen.Elements(UnobservedTime.AssumeGood, UnobservedTime.Exclude)
            select (minutes, period, kind, reading));
    }
}
