using FsCheck;
using FsCheck.Fluent;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>The numbers of a report against cases worked out by hand.</summary>
public sealed class ReportBuilderTests
{
    private const int Hours744 = 31 * 24;

    [Fact]
    public void Range_HasItsComplianceBudgetAndVerdicts()
    {
        // 744 hours of 1,000 events; 10 bad ones in each of 100 hours: 1,000 of 744,000, and 7,440 are allowed.
        ObjectiveReport one = Build(Subject(
            Objective().SlaTargetPercent(95).Build(), Hours(March, Hours744, 1000, 0, [.. Enumerable.Range(100, 100).Select(hour => (hour, 990L, 10L))])));

        Assert.Equal((743_000, 1_000), (one.Now.Events.Good, one.Now.Events.Bad));
        Assert.Equal(743_000 / 744_000.0, one.Now.ComplianceRatio!.Value, 1e-12);
        Assert.Equal(1_000 / 7_440.0, one.Now.SpentRatio!.Value, 1e-12);
        Assert.Equal(1, one.Now.CoverageRatio!.Value, 1e-12);
        Assert.Equal((true, true), (one.Now.IsMet, one.Now.IsSlaMet));
        Assert.Equal((0, 1_000 / 7_440.0), (one.Course[0].SpentRatio, one.Course[^1].SpentRatio!.Value));
        Assert.Equal(500, one.Course.First(point => point.At == March.AddHours(150)).Events.Bad);
    }

    [Fact]
    public void TargetMissed_ButNotTheContract_HasTwoVerdicts()
    {
        ObjectiveReport one = Build(Subject(Objective().SlaTargetPercent(95).Build(), Hours(March, Hours744, 970, 30)));

        Assert.Equal((false, true), (one.Now.IsMet, one.Now.IsSlaMet));
        Assert.Equal(3, one.Now.SpentRatio!.Value, 1e-12);
    }

    [Fact]
    public void Incidents_HaveTheBudgetOfTheirBadEvents_AndTheRestIsOutside()
    {
        ReportSubject subject = Subject(
            Objective().Build(), Hours(March, Hours744, 1000, 0, (50, 0, 1000), (51, 500, 500), (300, 900, 100), (400, 980, 20)),
            [Incident(March.AddHours(50), TimeSpan.FromHours(2), 1500), Incident(March.AddHours(300), TimeSpan.FromHours(1), 100, AlertSeverity.Ticket)]);
        ObjectiveReport one = Build(subject);
        var allowed = one.Now.Events.Total * 0.01;

        Assert.Equal([1500 / allowed, 100 / allowed], one.Incidents.Select(cost => cost.SpentRatio!.Value), Close);
        Assert.Equal(1600 / allowed, one.SpentByIncidents!.Value, 1e-9);
        Assert.Equal(20 / allowed, one.Now.SpentRatio!.Value - one.SpentByIncidents.Value, 1e-9);
        Assert.Equal((2, 1), (one.IncidentCount, one.PageCount));
        Assert.Equal([TimeSpan.FromHours(2), TimeSpan.FromHours(1)], one.Incidents.Select(cost => cost.Length));
    }

    // A Monday of 1,000 events an hour, 10 of them bad. Declared are 99 %, and 98 % from 22:00 on; 95 % from 8:00 to 16:00 each weekday; and
    // overridden with 90 % from 12:00 to 20:00: 8 * 10 + 4 * 50 + 8 * 100 + 2 * 10 + 2 * 20 are allowed.
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Targets_OfAWeeklyScheduleAnOverrideAndAChange_AllCount(int hoursOfOverrideBefore)
    {
        DateTimeOffset monday = March.AddDays(1);
        ReportSubject subject = Subject(
            Objective().TargetPercent(98).ScheduledTarget("Mon-Fri 08:00-16:00 UTC", 95).Build(), Hours(monday.AddDays(-1), 72, 990, 10),
            entries: [Entry(SloLedgerEntryKind.TargetChanged, monday.AddHours(22), "checkout", (SloLedgerDetails.PreviousTargetPercent, "99"), (SloLedgerDetails.TargetPercent, "98"))])
            with
        {
            Overrides =
            [
                new() { Id = "o", Objective = "checkout", TargetRatio = 0.9m, From = monday.AddHours(12), To = monday.AddHours(20) },
                .. hoursOfOverrideBefore == 0 ? (SloTargetOverride[])[] : [new() { Id = "p", Objective = "checkout", TargetRatio = 0.5m, From = monday.AddHours(-hoursOfOverrideBefore), To = monday }],
            ],
            Exclusions = [new() { When = SloSchedule.Once(monday.AddHours(-3), monday), Objective = "checkout", Id = "x" }],
        };
        ObjectiveReport one = Build(subject, new(monday, monday.AddDays(1)));

        Assert.Equal(240 / 1140.0, one.Now.SpentRatio!.Value, 1e-9);
        Assert.Equal((0.98m, true), (one.Now.TargetRatio, one.Now.IsMet));

        // The day before: no weekday, and what was declared then.
        Assert.Equal(
            hoursOfOverrideBefore == 0 ? 210 / 210.0 : 210 / ((14 * 10) + (7 * 500.0)), one.Before.SpentRatio!.Value, 1e-9);
    }

    // Of what lies outside the range, only the part in it costs something; the incident of a group is part of the objective's.
    [Fact]
    public void Incidents_AtTheEdgesAndOfGroups_CountWhatIsTheirs()
    {
        ReportSubject subject = Subject(
            Objective().Build(), [.. Hours(March.AddHours(-10), 10, 0, 1000), .. Hours(March, Hours744, 1000, 0, (0, 0, 1000), (743, 0, 1000))],
            [
                Incident(March.AddHours(-10), TimeSpan.FromHours(11), 11_000), Incident(March.AddHours(0), TimeSpan.FromHours(1), 1000, group: "tenant-a"),
                Incident(March.AddHours(743), TimeSpan.FromHours(5), 5000) with { EndedAt = null },
                Incident(March.AddDays(-5), TimeSpan.FromHours(1), 7), Incident(March.AddMonths(1), TimeSpan.FromHours(1), 7),
            ]);
        ObjectiveReport one = Build(subject);

        Assert.Equal(3, one.IncidentCount);

        // It is open: more of its length than lies in the range is not known.
        Assert.Equal(TimeSpan.FromHours(1), one.Incidents.Single(cost => cost.Incident.EndedAt is null).Length);
        Assert.Equal(2000, one.Now.Events.Bad);
        Assert.Equal(one.Now.SpentRatio!.Value, one.SpentByIncidents!.Value, 1e-9);
    }

    // What an incident counts may overlap the one before it, and is counted whether it is excluded or not.
    [Fact]
    public void Incidents_ThatCountMoreThanTheRange_LeaveNothingOutside()
    {
        ObjectiveReport one = Build(Subject(
            Objective().Build(), Hours(March, Hours744, 1000, 0, (50, 0, 1000)),
            [Incident(March.AddHours(50), TimeSpan.FromHours(1), 1000), Incident(March.AddHours(50).AddMinutes(30), TimeSpan.FromHours(1), 600)]));

        Assert.EndsWith(" 0.0 % was spent outside them.", ReportTables.Incidents(one).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_AtTheEarliestTimeThatIsAllowed_HasAReport()
    {
        DateTimeOffset start = new(1972, 1, 1, 0, 0, 0, TimeSpan.Zero);
        ObjectiveReport one = Build(Subject(Objective().Build(), Hours(start.AddDays(390), 48, 990, 10)), new(start, start.AddDays(400)));

        Assert.Equal((480, false), (one.Now.Events.Bad, one.Before.ComplianceRatio is not null));
    }

    [Fact]
    public void Deployments_CostWhatWasSpentUntilTheNextOne()
    {
        ReportSubject subject = Subject(
            Objective().Build(), Hours(March, Hours744, 1000, 0, (5, 990, 10), (150, 900, 100), (250, 800, 200), (700, 700, 300)),
            entries: [Deployment(March.AddHours(100).AddMinutes(30), "v1"), Deployment(March.AddHours(200), "v2"), Deployment(March.AddHours(-1), "v0"), Deployment(March.AddMonths(1), "v3")]);
        ObjectiveReport one = Build(subject);
        var allowed = one.Now.Events.Total * 0.01;

        Assert.Equal(["v1", "v2"], one.Deployments.Select(cost => cost.Version));
        Assert.Equal([100, 500], one.Deployments.Select(cost => cost.BadEvents));
        Assert.Equal([100 / allowed, 500 / allowed], one.Deployments.Select(cost => cost.SpentRatio!.Value), Close);
        Assert.Equal([March.AddHours(200), March.AddMonths(1)], one.Deployments.Select(cost => cost.Until));
    }

    [Fact]
    public void PeriodBefore_IsTheMonthBefore_FromHistoryOrRecord()
    {
        DateTimeOffset february = March.AddMonths(-1);
        ReportSubject kept = Subject(Objective().Build(), [.. Hours(february, 28 * 24, 980, 20), .. Hours(March, Hours744, 1000, 0)]);
        ReportSubject recorded = Subject(Objective().Build(), Hours(March, Hours744, 1000, 0), entries: [Closed(february, "missed", "98.5", "-50")]);
        ReportSubject neither = Subject(Objective().Build(), Hours(March, Hours744, 1000, 0));

        Assert.Equal((february, March), (Month.Before.From, Month.Before.To));
        Assert.Equal(2, Build(kept).Before.SpentRatio!.Value, 1e-12);
        Assert.Equal((1.5, 0.985, true), (Build(recorded).Before.SpentRatio!.Value, Build(recorded).Before.ComplianceRatio!.Value, Build(recorded).Before.IsRecord));
        Assert.Null(Build(neither).Before.ComplianceRatio);
    }

    // A day of February says little of February: it makes no second period that was missed.
    [Theory]
    [InlineData(1, "The target tells good from bad: missed in 1 of 1 period,")]
    [InlineData(14, "Too tight: missed in every one of 2 periods.")]
    public void PeriodBefore_IsEvidenceIfHalfOfItIsKept(int days, string reason)
    {
        ObjectiveReport one = Build(Subject(Objective().Build(), [.. Hours(March.AddDays(-days), days * 24, 980, 20), .. Hours(March, Hours744, 980, 20)]));

        Assert.StartsWith(reason, one.Answers[1].Reason, StringComparison.Ordinal);
    }

    // In May, the history of March is gone, and its record is not.
    [Fact]
    public void Range_OfWhichTheHistoryIsGone_IsThatOfItsRecord()
    {
        ObjectiveReport one = Build(Subject(Objective().Build(), Hours(March.AddDays(20), 11 * 24, 1000, 0), entries: [Closed(March, "met", "99.3", "30")]));

        Assert.True(one.Now.IsRecord);
        Assert.Equal((0.993, 0.7, true), (one.Now.ComplianceRatio!.Value, Math.Round(one.Now.SpentRatio!.Value, 12), one.Now.IsMet));
        Assert.Empty(one.WhatIf);
    }

    [Fact]
    public void Target_ThatChangedOrWasOverridden_JudgesWhatHappenedUnderIt()
    {
        SloLedgerEntry changed = Entry(SloLedgerEntryKind.TargetChanged, March.AddHours(372), "checkout", (SloLedgerDetails.PreviousTargetPercent, "95"), (SloLedgerDetails.TargetPercent, "99"));
        SloLedgerEntry later = Entry(SloLedgerEntryKind.TargetChanged, March.AddMonths(1).AddDays(2), "checkout", (SloLedgerDetails.PreviousTargetPercent, "99"), (SloLedgerDetails.TargetPercent, "99.9"));
        ReportSubject subject = Subject(Objective().TargetPercent(99.9m).Build(), Hours(March, Hours744, 980, 20), entries: [changed, later]) with
        {
            Overrides = [new() { Objective = "checkout", TargetRatio = 0.5m, From = March.AddHours(700), To = March.AddMonths(2) }],
        };

        // 372 hours at 95 %, 328 at 99 %, 44 at 50 %, each of 1,000 events.
        Assert.Equal(744 * 20 / ((372 * 50) + (328 * 10) + (44 * 500.0)), Build(subject).Now.SpentRatio!.Value, 1e-9);
    }

    [Fact]
    public void Exclusions_CountForNothing()
    {
        ReportSubject subject = Subject(Objective().Build(), Hours(March, Hours744, 1000, 0, (10, 0, 1000), (20, 900, 100))) with
        {
            Exclusions = [new() { Id = "x", When = SloSchedule.Once(March.AddHours(10), March.AddHours(11)) }],
        };

        Assert.Equal((742_900, 100), (Build(subject).Now.Events.Good, Build(subject).Now.Events.Bad));
    }

    // The override overlaps the schedule of targets; what is excluded has nothing to do with it.
    [Fact]
    public void Exclusions_BesideTargetsThatOverlap_CountForNothing()
    {
        ReportSubject subject = Subject(Objective().ScheduledTarget("Mon-Fri 08:00-18:00 UTC", 99.5m).Build(), Hours(March, Hours744, 1000, 0, (10, 0, 1000), (20, 900, 100))) with
        {
            Exclusions = [new() { Id = "x", When = SloSchedule.Once(March.AddHours(10), March.AddHours(11)) }],
            Overrides = [new() { Id = "y", Objective = "checkout", TargetRatio = 0.95m, From = March.AddDays(1), To = March.AddDays(9) }],
        };

        Assert.Equal((742_900, 100), (Build(subject).Now.Events.Good, Build(subject).Now.Events.Bad));
    }

    [Fact]
    public void UnobservedTime_IsShown_AndCountsAsTheObjectiveSays()
    {
        IEnumerable<SloHistoryStep> half = Hours(March.AddHours(372), 372, 990, 10);
        ObjectiveReport good = Build(Subject(Objective().Build(), half));
        ObjectiveReport excluded = Build(Subject(Objective().UnobservedTime(UnobservedTime.Exclude).Build(), half));

        Assert.Equal((0.5, 0.5), (good.Now.CoverageRatio!.Value, Math.Round(good.Now.SpentRatio!.Value, 9)));
        Assert.Equal((0.5, 1), (excluded.Now.CoverageRatio!.Value, Math.Round(excluded.Now.SpentRatio!.Value, 9)));
        Assert.Contains(good.Course, point => !point.IsObserved);
        Assert.Equal(0.5, good.WhatIf.Single(outcome => outcome.IsCurrent).SpentRatio!.Value, 1e-9);
        Assert.Equal(1, excluded.WhatIf.Single(outcome => outcome.IsCurrent).SpentRatio!.Value, 1e-9);
    }

    [Fact]
    public void Slices_AreJudgedAsSlices()
    {
        // One bad hour of 744: 60 bad slices of 44,640, of which 446.4 are allowed.
        ReportSubject subject = Subject(
            Objective().Timeslices(TimeSpan.FromMinutes(1), 0.95m).Build(), Hours(March, Hours744, 6000, 0, (100, 3000, 3000)), [Incident(March.AddHours(100), TimeSpan.FromHours(1), 3000)]);
        ObjectiveReport one = Build(subject);

        Assert.Equal(60 / 446.4, one.Now.SpentRatio!.Value, 1e-3);
        Assert.Equal(one.Now.SpentRatio.Value, one.SpentByIncidents!.Value, 1e-2);
    }

    // Whatever the steps are, and wherever the range cuts them: no event is lost or counted twice, and the engine agrees with the sums.
    [SeededProperties]
    public sealed class Properties
    {
        private static readonly Gen<(int Minutes, int Good, int Bad, bool IsSeen)> Step =
            from minutes in Gen.Choose(1, 600)
            from good in Gen.Choose(0, 5000)
            from bad in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 500)))
            from isSeen in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
            select (minutes, good, bad, isSeen);

        [FsCheck.Xunit.Property]
        public static Property Course_OfAnySteps_HasEachEventOnce() => Prop.ForAll(Arb.From(Gen.NonEmptyListOf(Step)), steps =>
        {
            List<SloHistoryStep> history = [];
            DateTimeOffset at = March;
            foreach ((var minutes, var good, var bad, var isSeen) in steps)
            {
                DateTimeOffset end = at.AddMinutes(minutes);
                if (isSeen)
                {
                    history.Add(new(at, end, new(good, bad)));
                }

                at = end;
            }

            ReportRange range = new(March, at < March.AddHours(1) ? March.AddHours(1) : at);
            SloObjective objective = Objective().UnobservedTime(UnobservedTime.Exclude).Build();
            IEnumerable<DateTimeOffset> marks = Enumerable.Range(1, 20).Select(i => range.From.AddSeconds(Math.Floor(range.Length.TotalSeconds * i / 21)));
            var course = RangeCourse.Play(Subject(objective, history), range, marks, CancellationToken.None);

            SloEventCounts sum = new(history.Sum(step => step.Events.Good), history.Sum(step => step.Events.Bad));
            Assert.Equal(sum, course.Result.Events);
            Assert.Equal(sum, course.Points[^1].Events);
            Assert.All(course.Points.Zip(course.Points.Skip(1)), pair => Assert.True(pair.First.Events.Good <= pair.Second.Events.Good && pair.First.Events.Bad <= pair.Second.Events.Bad));
            if (sum.Total > 0)
            {
                Assert.Equal(sum.Bad / (sum.Total * 0.01), course.Result.SpentRatio!.Value, 1e-9 * (1 + sum.Bad));
                Assert.Equal(sum.Bad <= sum.Total * 0.01m, course.Result.IsMet);
            }
        });
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) < 1e-9;
}
