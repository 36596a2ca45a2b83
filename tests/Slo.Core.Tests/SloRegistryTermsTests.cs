using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloRegistryTermsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Exclusion_TakesTheOutageOut_AndItsRemovalBringsItBack()
    {
        using World world = new(builder => builder.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude));
        world.Tracker.Record(1000, 0);
        world.After(Minute);
        DateTimeOffset from = world.Time.GetUtcNow();
        world.Tracker.Record(0, 500);
        world.After(Minute);
        DateTimeOffset to = world.Time.GetUtcNow();
        world.Tracker.Record(990, 10);
        world.After(Minute);
        Assert.Equal(SloState.Exhausted, world.Tracker.Status.State);

        SloExclusion exclusion = world.Registry.Exclude(new() { When = SloSchedule.Once(from, to), Owner = "ops", Reason = "failover" });

        Assert.Equal(new SloEventCounts(1990, 10), world.Tracker.Status.Events);
        Assert.Equal(0.5, world.Tracker.Status.ErrorBudgetRemainingRatio!.Value, 12);
        Assert.Equal(new SloEventCounts(1990, 510), world.Tracker.Total);
        Assert.True(world.Registry.RemoveExclusion(exclusion.Id!, "ops", "by mistake"));
        Assert.False(world.Registry.RemoveExclusion(exclusion.Id!));
        Assert.Equal(new SloEventCounts(1990, 510), world.Tracker.Status.Events);
        Assert.Equal(
            [(SloLedgerEntryKind.ExclusionAdded, "ops", "failover"), (SloLedgerEntryKind.ExclusionRemoved, "ops", "by mistake")],
            world.Registry.Ledger.Entries.Select(entry => (entry.Kind, entry.Actor, entry.Reason)));
    }

    // Nobody is paged for what happens in planned maintenance, and silence in it is none.
    [Fact]
    public void PlannedMaintenance_RaisesNoAlert()
    {
        using World world = new(builder => builder.TargetPercent(99.9m)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(5)));
        DateTimeOffset now = world.Time.GetUtcNow();
        world.Registry.Exclude(new() { When = SloSchedule.Once(now + Minute, now + (30 * Minute)) });
        world.After(good: 100, bad: 0);
        for (var minute = 1; minute < 30; minute++)
        {
            world.After(Minute);
            world.Tracker.Record(0, minute == 7 ? 1000 : 0);
        }

        Assert.Equal(AlertState.Inactive, world.Tracker.Status.Alert.State);
        for (var minute = 0; minute < 7; minute++)
        {
            world.After(Minute);
        }

        Assert.Equal(AlertSeverity.Ticket, world.Tracker.Status.Alert.Severity);
        world.Tracker.Record(0, 1000);
        world.After(Minute);
        Assert.Equal(AlertSeverity.Page, world.Tracker.Status.Alert.Severity);
    }

    [Fact]
    public void Override_IsInForceUntilItExpires()
    {
        using World world = new(builder => builder.TargetPercent(99).UnobservedTime(UnobservedTime.Exclude));
        SloTargetOverride change = world.Registry.OverrideTarget(Override(world, "checkout", 0.5m, 0, 10) with { Objective = world.Tracker.Objective.Name });
        world.After(good: 50, bad: 50);

        Assert.Equal(0.5m, world.Tracker.Status.TargetRatio);
        Assert.Equal(0, world.Tracker.Status.ErrorBudgetRemainingRatio);
        world.After(10 * Minute);
        world.After(good: 900, bad: 0);
        Assert.Equal(0.99m, world.Tracker.Status.TargetRatio);
        Assert.Equal(1 - (50 / 59.0), world.Tracker.Status.ErrorBudgetRemainingRatio!.Value, 12);
        Assert.False(world.Registry.EndTargetOverride(change.Id!));
        Assert.Equal([change], world.Registry.TargetOverrides);
    }

    [Fact]
    public void Decisions_ThatCannotBe_AreRefusedWithTheirCode()
    {
        using World world = new(builder => builder.TargetPercent(99));
        var name = world.Tracker.Objective.Name;
        SloExclusion tomorrow = new() { When = SloSchedule.Once(world.Time.GetUtcNow(), world.Time.GetUtcNow().AddDays(1)), Id = "a" };
        world.Registry.Exclude(tomorrow);
        world.Registry.OverrideTarget(Override(world, name, 0.9m, 10, 20));

        Assert.Equal([SloFindingCodes.DuplicateName], Codes(() => world.Registry.Exclude(tomorrow)));
        Assert.Equal([SloFindingCodes.InvalidName], Codes(() => world.Registry.Exclude(tomorrow with { Id = "a b" })));
        Assert.Equal([SloFindingCodes.UnknownReference], Codes(() => world.Registry.Exclude(tomorrow with { Id = null, Objective = "nope" })));
        Assert.Equal([SloFindingCodes.TooLong], Codes(() => world.Registry.Exclude(tomorrow with { Id = null, Owner = new string('x', 201) })));
        Assert.Equal([SloFindingCodes.InvalidTarget], Codes(() => world.Registry.OverrideTarget(Override(world, name, 1, 30, 40))));
        Assert.Equal([SloFindingCodes.InvalidSchedule], Codes(() => world.Registry.OverrideTarget(Override(world, name, 0.9m, -20, -10))));
        Assert.Equal([SloFindingCodes.InvalidSchedule], Codes(() => world.Registry.OverrideTarget(Override(world, name, 0.9m, 40, 30))));
        Assert.Equal([SloFindingCodes.OverlappingTargets], Codes(() => world.Registry.OverrideTarget(Override(world, name, 0.9m, 19, 21))));
        Assert.Equal([SloFindingCodes.OutOfRange], Codes(() => world.Registry.OverrideTarget(Override(world, name, 0.9m, 20, 401 * 1440))));
        Assert.Equal(["a"], world.Registry.Exclusions.Select(exclusion => exclusion.Id));
    }

    // However many are asked for: the memory of a registry is bounded.
    // The last state says what still applies to all objectives, whatever the order in which a store gives states back.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exclusion_OfAllObjectives_IsTakenUpFromTheLastState(bool isReversed)
    {
        ManualTime time = new();
        using SloRegistry before = new(time);
        SloObjective gone = new SloObjectiveBuilder("gone").TargetPercent(99).Build();
        SloObjective kept = new SloObjectiveBuilder("kept").TargetPercent(99).Build();
        before.Add(gone).Record(1, 0);
        before.Add(kept).Record(1, 0);
        before.Exclude(new() { Id = "all", When = SloSchedule.Parse("Sun 02:00-04:00 UTC") });
        time.Advance(TimeSpan.FromSeconds(1));
        before.Evaluate();
        before.Replace([kept]);
        time.Advance(TimeSpan.FromMinutes(1));
        before.Evaluate();
        IReadOnlyList<SloObjectiveState> states = before.Capture();
        Assert.Equal(2, states.Count);

        using SloRegistry after = new(time);
        after.Restore(isReversed ? states.Reverse() : states);

        Assert.Null(Assert.Single(after.Exclusions).Objective);
    }

    [Fact]
    public void Decisions_OfAState_AreReplacedWhole()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        registry.Add(new SloObjectiveBuilder("a").TargetPercent(99).Build()).Record(90, 10);
        time.Advance(TimeSpan.FromHours(1));
        registry.Evaluate();
        SloObjectiveState state = registry.CaptureOne("a")!;
        SloTargetOverride change = new() { Id = "o", Objective = "a", TargetRatio = 0.5m, From = time.GetUtcNow().AddHours(-1), To = time.GetUtcNow() };

        SloObjectiveState decided = SloObjectiveState.FromBytes(state.WithDecisions([], [change]).ToBytes());

        Assert.Equal((0, change), (decided.Exclusions.Count, Assert.Single(decided.TargetOverrides)));
        Assert.Empty(decided.WithDecisions([], []).TargetOverrides);
        Assert.Throws<InvalidOperationException>(() => state.ToMark().WithDecisions([], []));
        Assert.Equal(
            [SloFindingCodes.OverlappingTargets, SloFindingCodes.DuplicateName],
            Assert.Throws<SloDefinitionException>(() => state.WithDecisions([], [change, change])).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Exclusions_AreBounded()
    {
        using World world = new();
        SloExclusion one = new() { When = SloSchedule.Once(world.Time.GetUtcNow(), world.Time.GetUtcNow().AddDays(1)) };
        for (var i = 0; i < 200; i++)
        {
            world.Registry.Exclude(one);
        }

        Assert.Equal([SloFindingCodes.InvalidCount], Codes(() => world.Registry.Exclude(one)));
    }

    [Fact]
    public void Groups_LeaveOutWhatIsExcluded()
    {
        using World world = new(builder => builder.TargetPercent(99).GroupBy("tenant", 10).UnobservedTime(UnobservedTime.Exclude));
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "a" });
        world.After(TimeSpan.FromMinutes(2));
        DateTimeOffset from = world.Time.GetUtcNow();
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Group = "b" });
        world.After(TimeSpan.FromMinutes(2));
        world.Registry.Exclude(new() { When = SloSchedule.Once(from, world.Time.GetUtcNow()) });

        Assert.Equal([("a", new SloEventCounts(0, 1))], world.Tracker.GetGroups().Select(group => (group.Name, group.Events)));
    }

    // The past is what was decided then: neither a restart nor an edit of the target judges it anew.
    [Fact]
    public void TargetThatChangesWithADeployment_JudgesWhatComes_AndIsInTheLedger()
    {
        using World world = new(builder => builder.TargetPercent(50).UnobservedTime(UnobservedTime.Exclude));
        world.After(good: 50, bad: 50);
        SloObjective next = SloObjectiveBuilder.From(world.Tracker.Objective).TargetPercent(99).Build();

        using SloRegistry registry = new(world.Time);
        registry.Restore(world.Registry.Capture().Select(state => SloObjectiveState.FromBytes(state.ToBytes())));
        SloTracker tracker = registry.Add(next);
        tracker.Record(100, 0);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();

        Assert.Equal(1 - (50 / 51.0), tracker.Status.ErrorBudgetRemainingRatio!.Value, 12);
        SloLedgerEntry entry = Assert.Single(registry.Ledger.Entries);
        Assert.Equal(SloLedgerEntryKind.TargetChanged, entry.Kind);
        Assert.Equal(("99", "50"), (entry.Details[SloLedgerDetails.TargetPercent], entry.Details[SloLedgerDetails.PreviousTargetPercent]));
    }

    private static IEnumerable<string> Codes(Action act) => Assert.Throws<SloDefinitionException>(act).Findings.Select(finding => finding.Code);

    private static SloTargetOverride Override(World world, string objective, decimal ratio, int from, int to) => new()
    {
        Objective = objective,
        TargetRatio = ratio,
        From = world.Time.GetUtcNow() + (from * Minute),
        To = world.Time.GetUtcNow() + (to * Minute),
    };
}
