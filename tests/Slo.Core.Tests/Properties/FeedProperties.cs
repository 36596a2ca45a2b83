using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>
/// The same random seconds of events, counted by the clock, fed in order, and fed with some of them late: all three give the same answers.
/// Some seconds are never observed by those that are fed.
/// </summary>
[SeededProperties]
public sealed class FeedProperties
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 23, 20, 0, TimeSpan.Zero);

    [Property(MaxTest = 30)]
    public void Fed_IsWhatWasCounted(int seed, bool isSliced, bool isCalendar, bool isAssumed)
    {
        Random random = new(seed);
        ManualTime time = new(Start);
        using SloRegistry counted = new(time);
        using SloRegistry fed = Fed();
        SloObjective objective = Declare(isSliced, isCalendar, isAssumed);
        SloTracker tracker = counted.Add(objective);
        fed.Add(objective);
        foreach ((SloHistoryStep step, _) in Seconds(random, 3_000, gaps: false))
        {
            tracker.Record(step.Events.Good, step.Events.Bad);
            time.Advance(TimeSpan.FromSeconds(1));
            counted.Evaluate();
            fed.Feed("x", [step], step.To);
            if (step.To.Second % 7 == 0)
            {
                AssertSame(tracker.Status, fed.Get("x").Status);
            }
        }

        Assert.Equal(counted.Transitions.Select(Text), fed.Transitions.Select(Text));
    }

    [Property(MaxTest = 60)]
    public void Late_IsAsInTime(int seed, bool isSliced, bool isCalendar, bool isAssumed)
    {
        Random random = new(seed);
        using SloRegistry inTime = Fed();
        using SloRegistry late = Fed();
        SloObjective objective = Declare(isSliced, isCalendar, isAssumed);
        inTime.Add(objective);
        late.Add(objective);
        List<SloHistoryStep> held = [];
        foreach ((SloHistoryStep step, bool isMissing) in Seconds(random, 3_000, gaps: true))
        {
            inTime.Feed("x", isMissing ? [] : [step], step.To);
            SloEventCounts part = new(random.Next((int)step.Events.Good + 1), random.Next((int)step.Events.Bad + 1));
            SloHistoryStep[] now = (isMissing, random.Next(3)) switch
            {
                (true, _) => [],
                (_, 0) => Hold(step with { Events = part }, step.Events - part),
                (_, 1) when random.Next(20) == 0 || step.From < Start.AddSeconds(seed % 5) => Hold(null, step.Events),
                _ => [step],
            };
            late.Feed("x", now, step.To);
            if (random.Next(100) == 0)
            {
                late.Feed("x", held, step.To);
                held.Clear();
                AssertSame(inTime.Get("x").Status, late.Get("x").Status);
                AssertFiring(late.Get("x").Status.Alert);
            }

            SloHistoryStep[] Hold(SloHistoryStep? seen, SloEventCounts rest)
            {
                held.Add(step with { Events = rest });
                return seen is { } some ? [some] : [];
            }
        }

        Assert.Equal(inTime.Get("x").Total, late.Get("x").Total + held.Aggregate(default(SloEventCounts), (sum, step) => sum + step.Events));
    }

    private static SloRegistry Fed() => new(new ManualTime(Start), scope: SloScope.Fleet);

    private static SloObjective Declare(bool isSliced, bool isCalendar, bool isAssumed) => Definition.Build(builder =>
    {
        builder = builder.TargetPercent(95).UnobservedTime(isAssumed ? UnobservedTime.AssumeGood : UnobservedTime.Exclude);
        builder = isCalendar ? builder.Calendar(CalendarUnit.Day) : builder.Rolling(TimeSpan.FromMinutes(30));
        return isSliced ? builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m) : builder;
    });

    private static IEnumerable<(SloHistoryStep Step, bool IsMissing)> Seconds(Random random, int count, bool gaps)
    {
        var missing = 0;
        var isBad = false;
        for (var i = 0; i < count; i++)
        {
            missing = missing > 0 ? missing - 1 : gaps && random.Next(200) == 0 ? random.Next(150) : 0;
            isBad = random.Next(150) == 0 ? !isBad : isBad;
            SloEventCounts events = new(random.Next(3) == 0 ? random.Next(20) : 0, random.Next(isBad ? 3 : 40) == 0 ? random.Next(5) : 0);
            DateTimeOffset from = Start.AddSeconds(i);
            yield return (new SloHistoryStep(from, from.AddSeconds(1), events), missing > 0);
        }
    }

    private static void AssertSame(SloStatus expected, SloStatus actual)
    {
        Assert.Equal(expected.AsOf, actual.AsOf);
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.PeriodStart, actual.PeriodStart);
        Assert.Equal(expected.CoverageRatio, actual.CoverageRatio);
        Assert.Equal(expected.ErrorBudgetRemainingRatio, actual.ErrorBudgetRemainingRatio);
        Assert.Equal(expected.ComplianceRatio, actual.ComplianceRatio);
        Assert.Equal(
            expected.Windows.Select(window => (window.Window, window.Events, window.BurnRate)),
            actual.Windows.Select(window => (window.Window, window.Events, window.BurnRate)));
    }

    // A leader of a fleet ends alerts that its registry does not have. Without the transition, an alert that fires would be ended when
    // counts are late, as they are after each hand-over.
    private static void AssertFiring(SloAlert alert)
    {
        if (alert.Severity is not null)
        {
            Assert.Equal(alert.Severity, alert.LastTransition!.After);
            Assert.Equal(alert.StartedAt, alert.LastTransition.StartedAt);
        }
    }

    private static (DateTimeOffset, SloAlertTransitionKind, AlertSeverity?) Text(SloAlertTransition transition) =>
        (transition.At, transition.Kind, transition.After);
}
