using Xunit;

namespace Slo.Tests.Properties;

public sealed class CalendarPeriodProperties
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // Both starts lie a little before a change of the clocks in Berlin.
    [Theory]
    [InlineData(CalendarUnit.Day, "2026-03-28T12:34:56Z")]
    [InlineData(CalendarUnit.Day, "2026-10-24T21:59:58Z")]
    [InlineData(CalendarUnit.Month, "2026-03-28T12:34:56Z")]
    [InlineData(CalendarUnit.Month, "2026-10-31T22:59:30Z")]
    public void AnyScript_Period_IsExactWhereItsStartWasEvaluated(CalendarUnit unit, string start) => Scripts.Hold(Scripts.WithoutStepsBack, script =>
    {
        using Playback playback = new(Objective(unit), Parse(start));
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
    });

    // Days of 23 and 25 hours included: every event is in exactly one period.
    [Theory]
    [InlineData(CalendarUnit.Day, "2026-03-27T00:00:00Z")]
    [InlineData(CalendarUnit.Day, "2026-10-23T00:00:00Z")]
    [InlineData(CalendarUnit.Month, "2026-10-23T00:00:00Z")]
    public void OneEvaluationEachHour_EveryPeriod_HoldsItsOwnEventsExactly(CalendarUnit unit, string start) => Scripts.Hold(
        Scripts.OneRecordEachSecond,
        hours =>
        {
            using Playback playback = new(Objective(unit), Parse(start));
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
        },
        tests: 25,
        size: 600);

    private static SloObjective Objective(CalendarUnit unit) => Objectives.Named().Calendar(unit, "Europe/Berlin").Build();

    private static DateTimeOffset Parse(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static long StartOf(CalendarUnit unit, long position, int periodsLater)
    {
        DateTime local = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(position), Berlin).Date;
        local = unit == CalendarUnit.Day ? local.AddDays(periodsLater) : new DateTime(local.Year, local.Month, 1).AddMonths(periodsLater);
        return (new DateTimeOffset(local, Berlin.GetUtcOffset(local)) - DateTimeOffset.UnixEpoch).Ticks;
    }
}
