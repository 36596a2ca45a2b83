using Xunit;

namespace Slo.Tests.Properties;

public sealed class RollingWindowProperties
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 34, 56, 789, TimeSpan.Zero);

    [Theory]
    [InlineData("1m")]
    [InlineData("10m")]
    [InlineData("1h")]
    [InlineData("1d")]
    [InlineData("7d")]
    [InlineData("30d")]
    [InlineData("90d")]
    public void AnyScript_EveryWindow_IsExactToOneSliceOfItsTier(string period) => Scripts.Hold(Scripts.Anything, script =>
    {
        Assert.True(SloDuration.TryParse(period, out TimeSpan length));
        using Playback playback = new(Objectives.Named().Rolling(length).Build(), Start);
        foreach (Step step in script)
        {
            playback.Play(step);
            if (step.Kind == StepKind.Read)
            {
                TimeSpan window = step.Time > TimeSpan.Zero && step.Time < length ? step.Time : length;
                playback.AssertWindow(window, Width(window, length), playback.Tracker.GetEvents(window));
                AssertStatus(playback, playback.Tracker.GetStatus(), length);
            }
            else if (step.Kind == StepKind.Evaluate)
            {
                AssertStatus(playback, playback.Tracker.Status, length);
            }
        }

        Assert.Equal(playback.Naive.Total, playback.Tracker.Total);
    });

    // Every event is followed by an evaluation at the end of its second: nothing is left to interpolate.
    [Fact]
    public void OneEvaluationEachSecond_EveryWindowUpToTenMinutes_IsExact() => Scripts.Hold(
        Scripts.OneRecordEachSecond,
        seconds =>
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
        },
        tests: 60,
        size: 900);

    // What is no longer in the period has aged out, at the period's old edge and nowhere else: nothing is lost on the way.
    [Fact]
    public void OneEvaluationEachMinute_PeriodAndWhatAgedOut_MakeTheTotal() => Scripts.Hold(
        Scripts.OneRecordEachSecond,
        minutes =>
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
        });

    [Fact]
    public void AnyScript_LongerWindows_HoldNoLessThanShorterOnes() => Scripts.Hold(Scripts.Anything, script =>
    {
        TimeSpan[] windows = [.. ((int[])[1, 5, 13, 40, 180, 600]).Select(minutes => TimeSpan.FromMinutes(minutes)), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];
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
    },
        tests: 100);

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
}
