using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>What a stretch of time cost, against a plain list of events.</summary>
[SeededProperties]
public sealed class BudgetSpendingProperties
{
    private const decimal Target = 0.9m;

    // 23:50 UTC: a calendar day ends within most scripts.
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 23, 50, 0, TimeSpan.Zero);

    [Property(MaxTest = 60, EndSize = 60)]
    public void AnyStretch_OfARollingPeriod_CostsItsBadEvents((byte Seconds, byte Good, byte Bad)[] script, (ushort From, ushort Length)[] stretches) =>
        Check("2h", script, stretches);

    [Property(MaxTest = 60, EndSize = 60)]
    public void AnyStretch_OfACalendarDay_CostsTheBadEventsOfThatDay((byte Seconds, byte Good, byte Bad)[] script, (ushort From, ushort Length)[] stretches) =>
        Check("day", script, stretches);

    [Fact]
    public void Stretch_ThatBeginsNow_CostsNothing()
    {
        using Run run = new("2h");
        run.Play(10, 5, 5);

        SloBudgetSpending spending = run.Tracker.GetBudgetSpending(run.Now, run.Now.AddHours(1));

        Assert.Equal((0.0, 0L, run.Now), (spending.SpentRatio, spending.Events.Total, spending.To));
    }

    [Fact]
    public void Stretch_BeforeTheHistory_IsNotKnown()
    {
        using Run run = new("2h");
        run.Play(10, 5, 5);

        Assert.Null(run.Tracker.GetBudgetSpending(Start.AddHours(-3), Start.AddHours(-2)).SpentRatio);
        Assert.Null(run.Tracker.GetBudgetSpending(Start.AddHours(-1), Start.AddMinutes(-1)).SpentRatio);
    }

    [Fact]
    public void Stretch_OfAPeriodWithoutEvents_IsNotKnown()
    {
        using Run run = new("2h");
        run.Play(10, 0, 0);

        Assert.Null(run.Tracker.GetBudgetSpending(Start, run.Now).SpentRatio);
    }

    [Fact]
    public void Stretch_OfSlices_CostsItsBadSlices()
    {
        FakeTimeProvider time = new(Start.AddMinutes(10));
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("sliced").TargetRatio(Target).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
            .Timeslices(TimeSpan.FromMinutes(1), 0.5m).NoRules().Build());
        for (var minute = 0; minute < 20; minute++)
        {
            // Minutes 5 to 7 are bad.
            tracker.Record(minute is >= 5 and < 8 ? SloOutcome.Bad : SloOutcome.Good);
            for (var second = 0; second < 60; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                registry.Evaluate();
            }
        }

        DateTimeOffset start = Start.AddMinutes(10);
        Assert.Equal(2 / (20 * 0.1), tracker.GetBudgetSpending(start.AddMinutes(6), start.AddMinutes(20)).SpentRatio!.Value, 9);
        Assert.Equal(1 / (20 * 0.1), tracker.GetBudgetSpending(start.AddMinutes(3), start.AddMinutes(6)).SpentRatio!.Value, 9);
    }

    private static void Check(string period, (byte Seconds, byte Good, byte Bad)[] script, (ushort From, ushort Length)[] stretches)
    {
        using Run run = new(period);
        foreach ((byte seconds, byte good, byte bad) in script)
        {
            run.Play(1 + (seconds % 20), good % 8, bad % 8);
        }

        // Longer ago than 10 minutes the history has slices of 10 seconds.
        foreach ((ushort from, ushort length) in stretches)
        {
            DateTimeOffset begin = Start.AddSeconds(from % 2000 / 10 * 10);
            DateTimeOffset end = begin.AddSeconds(length % 2000 / 10 * 10);
            SloBudgetSpending spending = run.Tracker.GetBudgetSpending(begin, end);

            Assert.Equal(run.Count(begin, end), spending.Events);
            if (run.Expected(begin, end) is { } expected)
            {
                Assert.Equal(expected, spending.SpentRatio!.Value, 9);
            }
            else
            {
                Assert.Null(spending.SpentRatio);
            }
        }
    }

    private sealed class Run : IDisposable
    {
        private readonly FakeTimeProvider _time = new(Start);
        private readonly SloRegistry _registry;
        private readonly List<(DateTimeOffset At, int Good, int Bad)> _events = [];

        internal Run(string period)
        {
            _registry = new(_time);
            SloObjectiveBuilder builder = new SloObjectiveBuilder("checkout").TargetRatio(Target).UnobservedTime(UnobservedTime.Exclude).NoRules();
            Tracker = _registry.Add((period == "day" ? builder.Calendar(CalendarUnit.Day) : builder.Rolling(TimeSpan.FromHours(2))).Build());
            _registry.Evaluate();
        }

        internal SloTracker Tracker { get; }

        internal DateTimeOffset Now => _time.GetUtcNow();

        public void Dispose() => _registry.Dispose();

        internal void Play(int seconds, int good, int bad)
        {
            _events.Add((Now, good, bad));
            Tracker.Record(good, bad);
            for (var second = 0; second < seconds; second++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                _registry.Evaluate();
            }
        }

        internal SloEventCounts Count(DateTimeOffset from, DateTimeOffset to)
        {
            var counted = _events.Where(one => one.At >= from && one.At < to).ToArray();
            return new(counted.Sum(one => one.Good), counted.Sum(one => one.Bad));
        }

        // Null: not known.
        internal double? Expected(DateTimeOffset from, DateTimeOffset to)
        {
            SloStatus status = Tracker.GetStatus();
            SloEventCounts period = Count(status.PeriodStart, Now.AddSeconds(1));
            DateTimeOffset end = to < Now ? to : Now;
            DateTimeOffset begin = from < end ? from : end;
            return period.Total == 0 || end <= status.PeriodStart ? null
                : Count(begin < status.PeriodStart ? status.PeriodStart : begin, end).Bad / (double)(period.Total * (1 - Target));
        }
    }
}
