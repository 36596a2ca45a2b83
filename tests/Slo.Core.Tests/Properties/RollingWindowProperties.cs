using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

[SeededProperties]
public sealed class RollingWindowProperties
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 34, 56, 789, TimeSpan.Zero);

    // 300 scripts for each period.
    [Property(MaxTest = 2_100, EndSize = 200, Arbitrary = [typeof(AnyScript), typeof(Periods)])]
    public void AnyScript_EveryWindow_IsExactToOneSliceOfItsTier(Step[] script, TimeSpan period)
    {
        using Playback playback = new(Objectives.Named().Rolling(period).Build(), Start);
        foreach (Step step in script)
        {
            playback.Play(step);
            if (step.Kind == StepKind.Read)
            {
                TimeSpan window = step.Time > TimeSpan.Zero && step.Time < period ? step.Time : period;
                playback.AssertWindow(window, Width(window, period), playback.Tracker.GetEvents(window));
                AssertStatus(playback, playback.Tracker.GetStatus(), period);
            }
            else if (step.Kind == StepKind.Evaluate)
            {
                AssertStatus(playback, playback.Tracker.Status, period);
            }
        }

        Assert.Equal(playback.Naive.Total, playback.Tracker.Total);
    }

    // Every event is followed by an evaluation at the end of its second: nothing is left to interpolate.
    [Property(MaxTest = 60, EndSize = 900, Arbitrary = [typeof(RecordScript)])]
    public void OneEvaluationEachSecond_EveryWindowUpToTenMinutes_IsExact(Step[] seconds)
    {
        using Playback playback = new(Objectives.Rolling(TimeSpan.FromDays(30)), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        for (var second = 0; second < seconds.Length; second++)
        {
            playback.Play(new Step(StepKind.Advance, Time: TimeSpan.FromMilliseconds(400)));
            playback.Play(seconds[second]);
            playback.Play(new Step(StepKind.Advance, Time: TimeSpan.FromMilliseconds(600)));
            playback.Evaluate();
        }

        for (var window = 1; window <= 600; window++)
        {
            Step[] inside = seconds[Math.Max(0, seconds.Length - window)..];
            SloEventCounts naive = new(inside.Sum(step => step.Good), inside.Sum(step => step.Bad));
            Assert.Equal(naive, playback.Tracker.GetEvents(TimeSpan.FromSeconds(window)));
        }
    }

    // What is no longer in the period has aged out, at the period's old edge and nowhere else: nothing is lost on the way.
    [Property(MaxTest = 300, EndSize = 200, Arbitrary = [typeof(RecordScript)])]
    public void OneEvaluationEachMinute_PeriodAndWhatAgedOut_MakeTheTotal(Step[] minutes)
    {
        using Playback playback = new(Objectives.Rolling(TimeSpan.FromHours(1)), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        for (var minute = 0; minute < minutes.Length; minute++)
        {
            playback.Play(minutes[minute]);
            playback.Play(new Step(StepKind.Advance, Time: TimeSpan.FromMinutes(1)));
            playback.Evaluate();

            Step[] aged = minutes[..Math.Max(0, minute + 1 - 60)];
            SloEventCounts period = playback.Tracker.Status.Events;
            Assert.Equal(playback.Tracker.Total, new(period.Good + aged.Sum(step => step.Good), period.Bad + aged.Sum(step => step.Bad)));
        }
    }

    [Property(MaxTest = 100, EndSize = 200, Arbitrary = [typeof(AnyScript)])]
    public void AnyScript_LongerWindows_HoldNoLessThanShorterOnes(Step[] script)
    {
        TimeSpan[] windows =
        [
            .. ((int[])[1, 5, 13, 40, 180, 600]).Select(minutes => TimeSpan.FromMinutes(minutes)),
            TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(30),
        ];
        using Playback playback = new(Objectives.Rolling(TimeSpan.FromDays(30)), Start);
        foreach (Step step in script)
        {
            playback.Play(step);
            SloEventCounts shorter = default;
            foreach (TimeSpan window in windows)
            {
                // Their edges are further apart than a slice of the coarser tier, so not even interpolation may turn them round.
                SloEventCounts longer = playback.Tracker.GetEvents(window);
                Playback.AssertBetween(shorter, playback.Naive.Total, longer, $"{window}");
                shorter = longer;
            }
        }
    }

    /// <summary>The promise: 1 s up to 10 minutes, 10 s up to an hour, a minute up to 3 days (in a ring of a week: a week), then coarser.</summary>
    private static TimeSpan Width(TimeSpan window, TimeSpan period) => TimeSpan.FromSeconds(window.TotalMinutes switch
    {
        <= 10 => 1,
        <= 60 => 10,
        _ when window.TotalDays <= (period.TotalDays <= 7 ? 7 : 3) => 60,
        _ => period.TotalDays <= 30 ? 600 : 1_800,
    });

    private static void AssertStatus(Playback playback, SloStatus status, TimeSpan period)
    {
        playback.AssertWindow(period, Width(period, period), status.Events);
        Assert.Equal(playback.Naive.Coverage(playback.Position - period.Ticks, playback.Position), status.CoverageRatio, 9);
        foreach (WindowStatus reading in status.Windows)
        {
            playback.AssertWindow(reading.Window, Width(reading.Window, period), reading.Events);
        }
    }

    private static class Periods
    {
        public static Arbitrary<TimeSpan> Lengths() => Gen.Elements(
            TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30),
            TimeSpan.FromDays(90)).ToArbitrary();
    }
}
