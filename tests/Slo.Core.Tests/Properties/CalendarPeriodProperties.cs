using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

[SeededProperties]
public sealed class CalendarPeriodProperties
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // About 300 scripts for each start; all lie a little before a change of the clocks in Berlin.
    [Property(MaxTest = 1_200, EndSize = 200, Arbitrary = [typeof(ForwardScript), typeof(Starts)])]
    public void AnyScript_Period_IsExactWhereItsStartWasEvaluated(Step[] script, (CalendarUnit Unit, DateTimeOffset At) start)
    {
        (CalendarUnit unit, DateTimeOffset at) = start;
        using Playback playback = new(Objective(unit), at);
        var period = StartOf(unit, playback.Position, 0);
        SloEventCounts least = default;
        SloEventCounts most = default;
        foreach (Step step in script)
        {
            playback.Play(step);
            if (step.Kind is not (StepKind.Evaluate or StepKind.Read))
            {
                continue;
            }

            if (StartOf(unit, playback.Position, 0) is var turned && turned != period)
            {
                // The first look into a new period decides what it starts from.
                period = turned;
                (least, most) = playback.Naive.UpTo(period, TimeSpan.TicksPerSecond);
            }

            SloStatus status = step.Kind == StepKind.Evaluate ? playback.Tracker.Status : playback.Tracker.GetStatus();
            SloEventCounts total = playback.Naive.Total;
            Playback.AssertBetween(total - most, total - least, status.Events, $"{status.PeriodStart:u}");
            Assert.Equal(period, (status.PeriodStart - DateTimeOffset.UnixEpoch).Ticks);
            Assert.Equal(StartOf(unit, playback.Position, 1), (status.PeriodEnd - DateTimeOffset.UnixEpoch).Ticks);
        }
    }

    // Days of 23 and 25 hours included: every event is in exactly one period.
    [Property(MaxTest = 75, EndSize = 600, Arbitrary = [typeof(RecordScript), typeof(Midnights)])]
    public void OneEvaluationEachHour_EveryPeriod_HoldsItsOwnEventsExactly(Step[] hours, (CalendarUnit Unit, DateTimeOffset At) start)
    {
        (CalendarUnit unit, DateTimeOffset at) = start;
        using Playback playback = new(Objective(unit), at);
        Dictionary<long, SloEventCounts> naive = [];
        foreach (Step hour in hours)
        {
            var counted = StartOf(unit, playback.Position, 0);
            naive[counted] = naive.GetValueOrDefault(counted) is var sum ? new(sum.Good + hour.Good, sum.Bad + hour.Bad) : default;
            playback.Play(hour);
            playback.Play(new Step(StepKind.Advance, Time: TimeSpan.FromHours(1)));
            playback.Evaluate();

            Assert.Equal(naive.GetValueOrDefault(StartOf(unit, playback.Position, 0)), playback.Tracker.Status.Events);
        }

        Assert.Equal(playback.Tracker.Total, new(naive.Values.Sum(period => period.Good), naive.Values.Sum(period => period.Bad)));
    }

    private static SloObjective Objective(CalendarUnit unit) => Objectives.Named().Calendar(unit, "Europe/Berlin").Build();

    private static DateTimeOffset Utc(int month, int day, int hour = 0, int minute = 0, int second = 0) => new(2026, month, day, hour, minute, second, TimeSpan.Zero);

    private static long StartOf(CalendarUnit unit, long position, int periodsLater)
    {
        DateTime local = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(position), Berlin).Date;
        local = unit == CalendarUnit.Day ? local.AddDays(periodsLater) : new DateTime(local.Year, local.Month, 1).AddMonths(periodsLater);
        return (new DateTimeOffset(local, Berlin.GetUtcOffset(local)) - DateTimeOffset.UnixEpoch).Ticks;
    }

    private static class Starts
    {
        public static Arbitrary<(CalendarUnit Unit, DateTimeOffset At)> All() => Gen.Elements(
            (CalendarUnit.Day, Utc(3, 28, 12, 34, 56)), (CalendarUnit.Day, Utc(10, 24, 21, 59, 58)),
            (CalendarUnit.Month, Utc(3, 28, 12, 34, 56)), (CalendarUnit.Month, Utc(10, 31, 22, 59, 30))).ToArbitrary();
    }

    private static class Midnights
    {
        public static Arbitrary<(CalendarUnit Unit, DateTimeOffset At)> All() => Gen.Elements(
            (CalendarUnit.Day, Utc(3, 27)), (CalendarUnit.Day, Utc(10, 23)), (CalendarUnit.Month, Utc(10, 23))).ToArbitrary();
    }
}
