using Slo.Testing;
using Xunit;

namespace Slo.Tests;

/// <summary>The records of calendar periods that are over.</summary>
public sealed class SloRegistryPeriodsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static SloObjective Monthly => new SloObjectiveBuilder("a").TargetPercent(99).SlaTargetPercent(95).Calendar(CalendarUnit.Month).NoRules().Build();

    private static SloObjective Rolling => new SloObjectiveBuilder("a").TargetPercent(99).Rolling(TimeSpan.FromDays(7)).NoRules().Build();

    [Fact]
    public void Month_ThatIsOver_IsRecordedOnceWithItsNumbers()
    {
        ManualTime time = new(Start);
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Monthly);
        Run(registry, time, 31, () => tracker.Record(999, 1));

        SloLedgerEntry entry = Assert.Single(registry.Ledger.Entries);
        Assert.Equal((SloLedgerEntryKind.PeriodClosed, "a"), (entry.Kind, entry.Objective));
        Assert.Equal("met, 99.90 % of 99 %, 90 % of the budget left; SLA 95 %: met", entry.Reason);
        Assert.Equal(("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", "met", "99", "99.9", "90"), (
            entry.Details[SloLedgerDetails.From], entry.Details[SloLedgerDetails.To], entry.Details[SloLedgerDetails.Verdict],
            entry.Details[SloLedgerDetails.TargetPercent], entry.Details[SloLedgerDetails.CompliancePercent], entry.Details[SloLedgerDetails.BudgetLeftPercent]));
        Assert.Equal(("30969", "31", "100", "95", "met"), (
            entry.Details[SloLedgerDetails.GoodEvents], entry.Details[SloLedgerDetails.BadEvents], entry.Details[SloLedgerDetails.CoveragePercent],
            entry.Details[SloLedgerDetails.SlaTargetPercent], entry.Details[SloLedgerDetails.SlaVerdict]));

        Run(registry, time, 30, () => tracker.Record(90, 10));
        Assert.Equal(2, registry.Ledger.Entries.Count);
        Assert.Equal("missed, 90.00 % of 99 %, -900 % of the budget left; SLA 95 %: missed", registry.Ledger.Entries[1].Reason);
    }

    [Fact]
    public void Month_WithoutEvents_HasNoVerdict()
    {
        ManualTime time = new(Start);
        using SloRegistry registry = new(time);
        registry.Add(Monthly);
        Run(registry, time, 31, () => { });

        SloLedgerEntry entry = Assert.Single(registry.Ledger.Entries);
        Assert.Equal("no events; the target was 99 %; SLA 95 %: no events", entry.Reason);
        Assert.False(entry.Details.ContainsKey(SloLedgerDetails.CompliancePercent));
    }

    // The history of a week does not reach back to the first of the month; the counts at its start do.
    [Fact]
    public void Month_OfARollingPeriod_IsRecordedFromWhereCountingBegan()
    {
        ManualTime time = new(Start.AddDays(10));
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Rolling);
        Run(registry, time, 21, () => tracker.Record(995, 5));
        Run(registry, time, 30, () => tracker.Record(980, 20));

        Assert.Equal(["met, 99.50 % of 99 %, 50 % of the budget left", "missed, 98.00 % of 99 %, -100 % of the budget left"], registry.Ledger.Entries.Select(entry => entry.Reason));
        Assert.Equal(["2026-03-11T00:00:00Z", "2026-04-01T00:00:00Z"], registry.Ledger.Entries.Select(entry => entry.Details[SloLedgerDetails.From]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Month_WithRestartsInIt_IsRecordedOnce(bool isRolling)
    {
        SloObjective objective = isRolling ? Rolling : Monthly;
        ManualTime time = new(Start);
        IReadOnlyList<SloObjectiveState> states = [];
        IReadOnlyList<SloLedgerEntry> entries = [];
        for (var day = 0; day < 61; day++)
        {
            using SloRegistry registry = new(time);
            registry.Restore([.. states.Select(state => SloObjectiveState.FromBytes(state.ToBytes()))]);
            registry.RestoreLedger(entries, []);
            SloTracker tracker = registry.Add(objective);
            Run(registry, time, 1, () => tracker.Record(999, 1));
            (states, entries) = (registry.Capture(), registry.Ledger.Entries);
        }

        Assert.Equal(2, entries.Count);
        Assert.Equal(["30969", "29970"], entries.Select(entry => entry.Details[SloLedgerDetails.GoodEvents]));
    }

    // Down from the middle of one month to the middle of the next.
    [Fact]
    public void Month_ThatEndedWhileNothingRan_IsRecordedAtTheNextStart()
    {
        ManualTime time = new(Start);
        IReadOnlyList<SloObjectiveState> states;
        using (SloRegistry first = new(time))
        {
            SloTracker tracker = first.Add(Monthly);
            Run(first, time, 15, () => tracker.Record(999, 1));
            states = first.Capture();
        }

        time.Advance(TimeSpan.FromDays(30));
        using SloRegistry second = new(time);
        second.Restore(states);
        second.Add(Monthly);
        second.Evaluate();

        SloLedgerEntry entry = Assert.Single(second.Ledger.Entries);
        Assert.Equal(("14985", "15"), (entry.Details[SloLedgerDetails.GoodEvents], entry.Details[SloLedgerDetails.BadEvents]));
        Assert.Equal(48.387, double.Parse(entry.Details[SloLedgerDetails.CoveragePercent], System.Globalization.CultureInfo.InvariantCulture), 0.01);
    }

    // A process that crashed after the record was saved, and before the state was.
    [Fact]
    public void Record_ThatIsInTheLedger_IsNotAddedAgain()
    {
        ManualTime time = new(Start);
        using SloRegistry first = new(time);
        SloTracker tracker = first.Add(Monthly);
        Run(first, time, 30, () => tracker.Record(999, 1));
        IReadOnlyList<SloObjectiveState> before = first.Capture();
        Run(first, time, 2, () => tracker.Record(999, 1));
        IReadOnlyList<SloLedgerEntry> saved = first.Ledger.Entries;

        using SloRegistry second = new(time);
        second.Restore(before);
        second.RestoreLedger(saved, []);
        second.Add(Monthly);
        second.Evaluate();

        Assert.Equal(saved.Select(entry => entry.Id), second.Ledger.Entries.Select(entry => entry.Id));
        Assert.Single(saved);
    }

    [Fact]
    public void Month_WithTwoTargets_IsJudgedByBoth()
    {
        ManualTime time = new(Start);
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Monthly);
        Run(registry, time, 10, () => tracker.Record(990, 10));
        registry.Replace([new SloObjectiveBuilder("a").TargetPercent(98).Calendar(CalendarUnit.Month).NoRules().Build()]);
        Run(registry, time, 21, () => registry.Get("a").Record(990, 10));

        SloLedgerEntry entry = Assert.Single(registry.Ledger.Entries, entry => entry.Kind == SloLedgerEntryKind.PeriodClosed);

        // 310 bad of 31,000; allowed are 100 of the first 10,000 and 420 of the other 21,000.
        Assert.Equal(1 - (310 / 520.0), double.Parse(entry.Details[SloLedgerDetails.BudgetLeftPercent], System.Globalization.CultureInfo.InvariantCulture) / 100, 1e-9);
        Assert.Equal(1 - (520 / 31_000.0), double.Parse(entry.Details[SloLedgerDetails.TargetPercent], System.Globalization.CultureInfo.InvariantCulture) / 100, 1e-9);
    }

    // What is promised from April on says nothing of March.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Month_BeforeAnotherTarget_IsJudgedByItsOwn(bool isRolling)
    {
        ManualTime time = new(Start);
        using SloRegistry registry = new(time);
        SloObjective objective = isRolling ? Rolling : Monthly;
        SloTracker tracker = registry.Add((objective.Definition with
        {
            ScheduledTargets = [new(SloSchedule.Once(Start.AddMonths(1), Start.AddMonths(12)), 0.9999m)],
        }).Resolve());
        Run(registry, time, 31, () => tracker.Record(995, 5));

        SloLedgerEntry entry = Assert.Single(registry.Ledger.Entries);
        Assert.Equal(("met", "99", "50"), (
            entry.Details[SloLedgerDetails.Verdict], entry.Details[SloLedgerDetails.TargetPercent], entry.Details[SloLedgerDetails.BudgetLeftPercent]));
    }

    // At the end of the month, a history of a week has neither the maintenance nor the other target of its second day.
    [Fact]
    public void Month_OfARollingWeek_IsJudgedByItsTermsOfAllTheMonth()
    {
        ManualTime time = new(Start);
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add((Rolling.Definition with
        {
            Exclusions = [new() { When = SloSchedule.Once(Start.AddDays(1), Start.AddDays(2)) }],
            ScheduledTargets = [new(SloSchedule.Once(Start.AddDays(2), Start.AddDays(12)), 0.9m)],
        }).Resolve());
        Run(registry, time, 1, () => tracker.Record(1000, 0));
        Run(registry, time, 1, () => tracker.Record(0, 1000));
        Run(registry, time, 10, () => tracker.Record(950, 50));
        Run(registry, time, 19, () => tracker.Record(1000, 0));

        SloLedgerEntry entry = Assert.Single(registry.Ledger.Entries);

        // 500 bad of 30,000; allowed are 1,000 of the 10,000 at 90 % and 200 of the other 20,000.
        Assert.Equal(("29500", "500", "met"), (
            entry.Details[SloLedgerDetails.GoodEvents], entry.Details[SloLedgerDetails.BadEvents], entry.Details[SloLedgerDetails.Verdict]));
        Assert.Equal(1 - (500 / 1200.0), double.Parse(entry.Details[SloLedgerDetails.BudgetLeftPercent], System.Globalization.CultureInfo.InvariantCulture) / 100, 1e-9);
    }

    // As a store would save them: what memory keeps is not enough for all at once, and others find room meanwhile.
    [Fact]
    public void Months_OfMoreObjectivesThanMemoryHasRoomFor_AllReachTheStore()
    {
        const int Count = SloLedger.Capacity + 300;
        ManualTime time = new(Start);
        using SloRegistry registry = Closing(time, Count);
        List<SloLedgerEntry> stored = [];
        for (var save = 0; save < 4; save++)
        {
            registry.Evaluate();
            registry.MarkDeployment(FormattableString.Invariant($"v{save}"));
            time.Advance(TimeSpan.FromSeconds(1));
            registry.Evaluate();
            stored.AddRange(registry.Ledger.Entries.Where(entry => stored.Count == 0 || entry.Id > stored[^1].Id));
            registry.Ledger.MarkKept(stored[^1].Id);
        }

        SloLedgerEntry[] closed = [.. stored.Where(entry => entry.Kind == SloLedgerEntryKind.PeriodClosed)];
        Assert.Equal((Count, Count, 0), (closed.Length, closed.DistinctBy(entry => entry.Objective).Count(), registry.Ledger.LostCount));
    }

    // The last ones are in memory then, as without a store.
    [Fact]
    public void Months_ThatTheStoreDoesNotSave_AreNotHeldBackForEver()
    {
        ManualTime time = new(Start);
        using SloRegistry registry = Closing(time, SloLedger.Capacity);
        registry.Evaluate();
        Assert.Equal(SloLedger.Capacity / 2, registry.Ledger.Entries.Count);

        time.Advance(TimeSpan.FromMinutes(61));
        registry.Evaluate();

        Assert.Equal(SloLedger.Capacity, registry.Ledger.Entries.Count);
    }

    // So many objectives at the end of their month, with a store that has nothing yet.
    private static SloRegistry Closing(ManualTime time, int count)
    {
        SloRegistry registry = new(time);
        for (var i = 0; i < count; i++)
        {
            registry.Add(new SloObjectiveBuilder(FormattableString.Invariant($"o{i}")).TargetPercent(99).Calendar(CalendarUnit.Month).NoRules().Build());
        }

        registry.Ledger.MarkKept(0);
        registry.Evaluate();
        time.Advance(TimeSpan.FromDays(31));
        return registry;
    }

    private static void Run(SloRegistry registry, ManualTime time, int days, Action record)
    {
        for (var day = 0; day < days; day++)
        {
            time.Advance(TimeSpan.FromHours(12));
            record();
            registry.Evaluate();
            time.Advance(TimeSpan.FromHours(12));
            registry.Evaluate();
        }
    }
}
