using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.State;

/// <summary>A history taken out in steps and in again.</summary>
[SeededProperties]
public sealed class HistoryStepTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(61), TimeSpan.FromHours(3), TimeSpan.FromDays(2), TimeSpan.FromDays(6)];

    // The same steps, windows, budget and coverage, whatever happened before.
    [Property(MaxTest = 300, Arbitrary = [typeof(Kinds), typeof(OfThisTime)])]
    public void Steps_OutAndIn_AreTheSameHistory(string kind, Step[] script)
    {
        ManualTime time = new();
        SloObjective objective = Declare(kind);
        SloObjectiveState state = Live(time, objective, script);
        SloHistoryStep[] steps = [.. state.GetSteps()];
        if (steps.Length == 0)
        {
            return;
        }

        var copy = SloObjectiveState.FromBytes(SloObjectiveState.FromSteps(objective, steps).ToBytes());

        Assert.Equal(state.AsOf, copy.AsOf);
        Assert.Equal(steps, copy.GetSteps());
        Assert.Equal(Text(time, objective, state), Text(time, objective, copy));
    }

    // Of a state that has counted itself nothing changes, however much comes before it.
    [Property(MaxTest = 300, Arbitrary = [typeof(Kinds), typeof(OfThisTime)])]
    public void Steps_BeforeALaterState_AreAddedToIt(string kind, Step[] earlier, Step[] later, PositiveInt hours)
    {
        ManualTime time = new();
        SloObjective objective = Declare(kind);
        SloHistoryStep[] before = [.. Live(time, objective, earlier).GetSteps()];
        time.Advance(TimeSpan.FromHours(hours.Get % 200));
        SloObjectiveState own = Live(time, objective, later);
        if (before.Length == 0)
        {
            return;
        }

        var both = SloObjectiveState.FromSteps(objective, before, own);

        SloHistoryStep[] steps = [.. both.GetSteps().Where(step => step.From >= own.KeptSince)];
        Assert.Equal(own.GetSteps(), steps);
        Assert.Equal(own.AsOf, both.AsOf);
        using SloRegistry alone = Restored(time, objective, own);
        using SloRegistry together = Restored(time, objective, both);
        foreach (TimeSpan window in Windows.Where(window => time.GetUtcNow() - window >= own.KeptSince))
        {
            Assert.Equal(alone.Get("a").GetEvents(window), together.Get("a").GetEvents(window));
        }

        Assert.True(together.Get("a").Status.CoverageRatio >= alone.Get("a").Status.CoverageRatio);
    }

    [Theory]
    [InlineData("rolling")]
    [InlineData("calendar")]
    [InlineData("slices")]
    public void Backfill_BeforeALiveHistory_CountsInItsWindowsAndBudget(string kind)
    {
        ManualTime time = new();
        SloObjective objective = Declare(kind);
        time.Advance(TimeSpan.FromHours(48));
        SloObjectiveState own = Live(time, objective, [new(StepKind.Record, 60, 0), new(StepKind.Advance, Time: TimeSpan.FromMinutes(10)), new(StepKind.Evaluate)]);
        DateTimeOffset start = own.KeptSince;
        SloHistoryStep[] day = [.. Enumerable.Range(0, 24).Select(hour => new SloHistoryStep(start.AddHours(hour - 25), start.AddHours(hour - 24), new(9, 1)))];

        SloTracker tracker = Restored(time, objective, SloObjectiveState.FromSteps(objective, day, own)).Get("a");

        Assert.Equal(new SloEventCounts(60 + (24 * 9), 24), tracker.Status.Events);
        Assert.Equal(new SloEventCounts(60 + (23 * 9), 23), tracker.GetEvents(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1)));
        Assert.Equal((24.0 * 60) + 10 + (1 / 60.0), tracker.Status.CoverageRatio * (time.GetUtcNow() - tracker.Status.PeriodStart).TotalMinutes, 1e-6);
    }

    // What was counted under each target, and what an incident spent, stays what it was: only the sums before it grow.
    [Theory]
    [InlineData("rolling")]
    [InlineData("calendar")]
    [InlineData("slices")]
    public void Backfill_BeforeChangedTargetsAndAnIncident_ChangesNeither(string kind)
    {
        ManualTime time = new();
        SloObjective first = Declare(kind, builder => builder.UnobservedTime(UnobservedTime.Exclude)
            .BurnRateRule(AlertSeverity.Page, 2m, TimeSpan.FromHours(1)));
        SloObjective second = SloObjectiveBuilder.From(first).TargetPercent(95).Build();
        time.Advance(TimeSpan.FromHours(48));
        using SloRegistry registry = new(time);
        registry.Add(first);
        for (var minute = 0; minute < 120; minute++)
        {
            registry.Get("a").Record(good: 60 + minute, bad: 40);
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
            if (minute == 60)
            {
                registry.Replace([second]);
            }
        }

        SloObjectiveState own = registry.Capture()[0];
        SloHistoryStep[] before = [new(own.KeptSince.AddHours(-20), own.KeptSince.AddHours(-10), new(5_000_000, 1_000_000))];
        SloHistoryStep[] empty = [before[0] with { Events = default }];
        using SloRegistry alone = Restored(time, second, SloObjectiveState.FromSteps(second, empty, own));
        using SloRegistry together = Restored(time, second, SloObjectiveState.FromSteps(second, before, own));

        SloStatus live = registry.Get("a").Status;
        Assert.NotNull(live.Alert.BudgetSpentRatio);
        Assert.Equal(live.Events, alone.Get("a").Status.Events);
        if (kind != "slices")
        {
            // Slices without events are good.
            Assert.Equal(live.ErrorBudgetRemainingRatio, alone.Get("a").Status.ErrorBudgetRemainingRatio);
        }

        Assert.Equal(live.Alert.IncidentEvents, alone.Get("a").Status.Alert.IncidentEvents);
        Assert.Equal(live.Alert.IncidentEvents, together.Get("a").Status.Alert.IncidentEvents);
        Assert.Equal(live.Events.Total + 6_000_000, together.Get("a").Status.Events.Total);
        Assert.Equal(live.Alert.StartedAt, together.Get("a").Status.Alert.StartedAt);
    }

    // An empty stretch is no gap, and a gap is none.
    [Fact]
    public void Steps_OfATimeThatWasNotObserved_AreLeftOut()
    {
        ManualTime time = new();
        SloObjective objective = Declare("rolling");
        SloObjectiveState state = Live(time, objective,
            [new(StepKind.Advance, Time: TimeSpan.FromHours(2)), new(StepKind.Evaluate), new(StepKind.StepWall, Time: TimeSpan.FromHours(5)), new(StepKind.Evaluate)]);

        SloHistoryStep[] steps = [.. state.GetSteps()];

        Assert.Equal(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(2), TimeSpan.FromTicks(steps.Sum(step => (step.To - step.From).Ticks)));
        Assert.All(steps, step => Assert.Equal(default, step.Events));
    }

    [Fact]
    public void FromSteps_OfWhatIsNoHistory_IsRefused()
    {
        SloObjective objective = Declare("rolling");
        SloHistoryStep good = new(Start, Start.AddHours(1), new(1, 0));
        foreach (SloHistoryStep[] wrong in (SloHistoryStep[][])[
            [], [good with { To = Start }], [good, good], [good with { Events = new(-1, 0) }], [good with { Events = new(0, -1) }],
            [good with { From = DateTimeOffset.UnixEpoch.AddSeconds(-1) }]])
        {
            Assert.Throws<ArgumentException>(() => SloObjectiveState.FromSteps(objective, wrong));
        }

        var state = SloObjectiveState.FromSteps(objective, [good]);
        Assert.Throws<ArgumentException>(() => SloObjectiveState.FromSteps(objective, [good], state));
        Assert.Throws<ArgumentException>(() => SloObjectiveState.FromSteps(Declare("calendar"), [good], state));
        Assert.Throws<ArgumentException>(() => SloObjectiveState.FromSteps(objective, [good], state.ToMark()));
        Assert.Throws<InvalidOperationException>(state.ToMark().GetSteps);
    }

    private static SloObjectiveState Live(ManualTime time, SloObjective objective, Step[] script)
    {
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(objective);
        foreach (Step line in script)
        {
            if (line.Kind == StepKind.Record)
            {
                tracker.Record(line.Good, line.Bad);
            }
            else if (line.Kind is StepKind.Advance)
            {
                Advance(time, registry, line.Time);
            }
            else if (line.Kind is StepKind.StepWall)
            {
                // What was recorded before it is observed.
                Advance(time, registry, TimeSpan.FromSeconds(1));
                registry.Evaluate();
                time.StepWall(line.Time);
                registry.Evaluate();
            }
            else
            {
                registry.Evaluate();
            }
        }

        // What comes after the last observed time is in no step.
        registry.Evaluate();
        Advance(time, registry, TimeSpan.FromSeconds(1));
        registry.Evaluate();
        return Assert.Single(registry.Capture());
    }

    // With a tick at each midnight: what a late one found would count in the period before it.
    private static void Advance(ManualTime time, SloRegistry registry, TimeSpan by)
    {
        DateTimeOffset end = time.GetUtcNow() + by;
        for (DateTimeOffset day = time.GetUtcNow().Date.AddDays(1); day < end; day = day.AddDays(1))
        {
            time.Advance(day - time.GetUtcNow());
            registry.Evaluate();
        }

        time.Advance(end - time.GetUtcNow());
    }

    private static SloRegistry Restored(ManualTime time, SloObjective objective, SloObjectiveState state)
    {
        SloRegistry registry = new(time);
        registry.Restore([state]);
        registry.Add(objective);
        registry.Evaluate();
        return registry;
    }

    private static string Text(ManualTime time, SloObjective objective, SloObjectiveState state)
    {
        using SloRegistry registry = Restored(time, objective, state);
        SloTracker tracker = registry.Get("a");
        SloStatus status = tracker.Status;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {status} {status.AsOf:O} {status.PeriodStart:O} {status.PeriodEnd:O} {status.Events} {status.ComplianceRatio:R}
            {status.ErrorBudgetRemainingRatio:R} {status.CoverageRatio:R} {status.TimeToExhaustion}
            {string.Join('\n', Windows.Select(window => $"{window} {tracker.GetEvents(window)} {tracker.GetBurnRate(window):R}"))}
            """);
    }

    private static SloObjective Declare(string kind, Func<SloObjectiveBuilder, SloObjectiveBuilder>? rules = null)
    {
        SloObjectiveBuilder builder = (rules ?? (plain => plain.NoRules()))(new SloObjectiveBuilder("a").TargetPercent(90));
        _ = kind == "calendar" ? builder.Calendar(CalendarUnit.Week) : builder.Rolling(TimeSpan.FromDays(7));
        _ = kind == "slices" ? builder.Timeslices(TimeSpan.FromMinutes(1), 0.9m) : builder;
        return (kind == "compact" ? builder.Compact() : builder).Build();
    }

    private static class Kinds
    {
        public static Arbitrary<string> Kind() => Gen.Elements("rolling", "compact", "calendar").ToArbitrary();
    }

    private static class OfThisTime
    {
        public static Arbitrary<Step[]> Script() => Steps.Script(Gen.Frequency(
            (6, Steps.Record), (5, Steps.Advance), (6, Steps.Evaluate), (1, Steps.StepForward)));
    }
}
