using Slo.Testing;
using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>Where two features meet: what the crossing found once, by example.</summary>
public sealed class FeaturesThatMeetTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Series_OfAHistoryThatBeginsInsideASlice_HasNothingBeforeIt()
    {
        using Run run = new("11:00:05", objective => objective.Rolling(TimeSpan.FromHours(1)).Compact());
        DateTimeOffset start = run.Now;
        run.Tick(5 * Second, bad: 12);
        run.Tick(30 * Second);

        IReadOnlyList<SloSeriesPoint> series = run.Tracker.GetSeries(start, run.Now, 2 * Second);

        // Not at 11:00:02, by a straight line through the slice of 10 s.
        Assert.Equal(12, series.Sum(point => point.Events?.Bad ?? 0));
        Assert.Equal(12, run.Tracker.GetEvents(new TimeSpan(0, 0, 35)).Bad);
    }

    [Fact]
    public void Series_WhereACoarserTierMeetsAFinerOne_DividesNothingThatTheFinerOneKnows()
    {
        using Run run = new("03:00:00", objective => objective.Rolling(TimeSpan.FromDays(30)).Compact());
        DateTimeOffset start = run.Now;
        run.Tick(18 * Minute);
        run.Tick(Second, bad: 6);
        run.Tick((6 * TimeSpan.FromHours(1)) - Second);

        // Minutes are kept for six hours, longer ago ten minutes: 03:10 to 03:20 is known by both.
        IReadOnlyList<SloSeriesPoint> series = run.Tracker.GetSeries(start, run.Now, Minute);

        Assert.Equal(6, Assert.Single(series, point => point.Events?.Bad > 0).Events!.Value.Bad);
        Assert.Equal("03:19", Assert.Single(series, point => point.Events?.Bad > 0).Time.ToString("HH:mm", null));
    }

    [Fact]
    public void Groups_OfACalendarDay_HaveNothingOfTheDayBefore()
    {
        using Run run = new("23:00:00", objective => objective.Calendar(CalendarUnit.Day).GroupBy("tenant"));
        run.Tick(120 * Minute, good: 13, bad: 8924, group: "yesterday");
        run.Tick(Second, good: 2869, bad: 1, group: "today");

        Assert.Equal(("today", new SloEventCounts(2869, 1)), Assert.Single(run.Groups));
    }

    // The first reader of a day keeps its start: what comes before the next evaluation belongs to the day, of the objective and of its groups.
    [Fact]
    public void Groups_OfACalendarDayThatIsReadBeforeItsFirstEvaluation_HaveItsEvents()
    {
        using Run run = new("23:59:50", objective => objective.Calendar(CalendarUnit.Day).GroupBy("tenant"));
        run.Tick(5 * Second, bad: 4, group: "yesterday");
        run.Time.Advance(6 * Second);
        Assert.Equal(0, run.Tracker.GetStatus().Events.Total);
        run.Tracker.Record(good: 0, bad: 3, "today");
        run.Tick(Second, good: 2);

        Assert.Equal(5, run.Tracker.Status.Events.Total);
        Assert.Equal([("today", 3), ("(none)", 2)], run.Groups.Select(group => (group.Name, group.Events.Total)));
    }

    [Fact]
    public void Reasons_OfACalendarDay_HaveNothingOfTheDayBefore()
    {
        using Run run = new("23:00:00", objective => objective.Calendar(CalendarUnit.Day));
        for (var bad = 0; bad < 100; bad++)
        {
            run.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = bad % 3 == 0 ? "yesterday" : "the whole day" });
        }

        run.Tick(120 * Minute);
        run.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "today" });
        run.Tick(30 * Minute);

        Assert.Equal(("today", 1), run.Tracker.GetReasons().Select(reason => (reason.Reason, reason.BadEvents)).Single());
    }

    [Fact]
    public void Groups_OfATickLaterThanThePeriod_HaveNoneOfTheirEventsTwiceAndNoneBelowZero()
    {
        using Run run = new("22:07:55", objective => objective.Rolling(TimeSpan.FromHours(1)).GroupBy("tenant", 2));
        for (var tick = 0; tick < 5; tick++)
        {
            run.Tracker.Record(tick < 2 ? 15 : 0, tick < 2 ? 2 : 0, "a");
            run.Tracker.Record(tick < 2 ? 17 : 0, tick < 2 ? 4 : 0, "b");
            run.Tracker.Record(tick < 2 ? 4 : 0, tick < 2 ? 1 : 0);
            run.Tick(new TimeSpan(0, 28, 20));

            Assert.All(run.Groups, group => Assert.True(group.Events is { Good: >= 0, Bad: >= 0 }));
            Assert.Equal(run.Tracker.Status.Events, run.Groups.Aggregate(default(SloEventCounts), (sum, group) => sum + group.Events));
        }
    }

    [Fact]
    public void Group_ThatIsFirstRecordedWhileEvaluationStandsStill_CountsWhereTheObjectiveCountsIt()
    {
        using Run run = new("12:00:00", objective => objective.Rolling(TimeSpan.FromHours(1)).GroupBy("tenant"));
        run.Time.Advance(35 * Minute);
        run.Tracker.Record(3, 0, "old");
        run.Time.Advance(35 * Minute);
        Assert.Equal(new TimeSpan(1, 9, 59), run.Registry.EvaluateEvery(Second).Gap);
        run.Tracker.Record(20, 0, "new");
        run.Time.Advance(Second);
        run.Registry.EvaluateEvery(Second);

        // Of 70 minutes, the first second was observed: it is older than the period.
        Assert.Equal(("new", new SloEventCounts(20, 0)), Assert.Single(run.Groups));
    }

    [Fact]
    public void GroupWithSlices_ThatIsFirstRecordedBeforeASuspension_IsJudged()
    {
        using Run run = new("12:00:00", objective => objective.Rolling(TimeSpan.FromDays(1)).GroupBy("tenant").AlertPerGroup()
            .Timeslices(Minute, 0.95m).BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(1)));
        run.Tick(Second);
        run.Tracker.Record(0, 5, "a");
        run.Time.StepWall(TimeSpan.FromHours(2));

        Assert.Null(run.Registry.Evaluate().Error);
        Assert.Equal(5, run.Tracker.GetGroupStatuses()["a"].Events.Bad);
    }

    [Fact]
    public void GroupWithAnAlert_ThatIsFirstSeenAtMidnight_BeganTheDayBefore()
    {
        using Run run = new("23:59:58", objective => objective.Calendar(CalendarUnit.Day).GroupBy("tenant").AlertPerGroup().Timeslices(Minute, 0.95m)
            .BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(1)));
        run.Tick(Second);
        run.Tick(Second, bad: 5, group: "a");
        run.Tick(Minute, good: 1, group: "a");

        SloStatus status = run.Tracker.GetGroupStatuses()["a"];
        Assert.Equal((new SloEventCounts(1, 0), 1.0), (status.Events, status.ComplianceRatio));
    }

    [Fact]
    public void Slices_OfANewDay_HaveNothingOfALateTickThatBeganTheDayBefore()
    {
        using Run run = new("21:58:00", objective => objective.Calendar(CalendarUnit.Day).Timeslices(60 * Minute, 0.95m));
        run.Tick(Second);
        run.Tick(240 * Minute, good: 11, bad: 5);
        run.Tick(Minute, good: 1);

        Assert.Equal((new SloEventCounts(1, 0), 1.0), (run.Tracker.Status.Events, run.Tracker.Status.ComplianceRatio));
    }

    [Fact]
    public void RuleAboutTheBudgetLeft_WithoutEventsInThePeriod_DoesNotHold()
    {
        using Run run = new("12:05:00", objective => objective.Rolling(TimeSpan.FromHours(1)).Timeslices(10 * Minute, 0.95m)
            .RemainingBudgetRule(AlertSeverity.Page, 0.5m));
        run.Tick(Second, bad: 5);
        run.Tick(5 * Minute);
        Assert.True(run.Tracker.Status.Alert.Rules[0].Holds);

        // The events are older than the period, the slice that they were in is not: without events nothing is known.
        run.Tick(57 * Minute);

        SloStatus status = run.Tracker.Status;
        Assert.Equal((0, null, false), (status.Events.Total, status.ErrorBudgetRemainingRatio, status.Alert.Rules[0].Holds));
    }

    private sealed class Run : IDisposable
    {
        internal Run(string time, Func<SloObjectiveBuilder, SloObjectiveBuilder> declare)
        {
            Time = new ManualTime(DateTimeOffset.Parse($"2026-05-30T{time}Z", System.Globalization.CultureInfo.InvariantCulture));
            Registry = new SloRegistry(Time);
            Tracker = Registry.Add(declare(Objectives.Named().NoRules()).Build());
        }

        internal ManualTime Time { get; }

        internal SloRegistry Registry { get; }

        internal SloTracker Tracker { get; }

        internal DateTimeOffset Now => Time.GetUtcNow();

        internal IReadOnlyList<(string Name, SloEventCounts Events)> Groups => [.. Tracker.GetGroups().Select(group => (group.Name, group.Events))];

        public void Dispose() => Registry.Dispose();

        internal void Tick(TimeSpan time, long good = 0, long bad = 0, string? group = null)
        {
            Tracker.Record(good, bad, group);
            Time.Advance(time);
            Assert.Null(Registry.Evaluate().Error);
        }
    }
}
