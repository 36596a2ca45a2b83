using Slo.Testing;
using Xunit;

namespace Slo.Tests;

public sealed class SloLedgerTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;

    public SloLedgerTests() => _registry = new SloRegistry(_time);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Deployment_ThatIsMarked_IsAnEntry()
    {
        SloLedgerEntry entry = _registry.MarkDeployment("v1.4.2", "ann", "faster");

        Assert.Same(entry, Assert.Single(_registry.Ledger.Entries));
        Assert.Equal((SloLedgerEntryKind.Deployment, null, "ann", "faster", _time.GetUtcNow()), (entry.Kind, entry.Objective, entry.Actor, entry.Reason, entry.At));
        Assert.Equal([new(SloLedgerDetails.Version, "v1.4.2")], entry.Details);
        Assert.Throws<ArgumentException>(() => _registry.MarkDeployment(" "));
    }

    [Fact]
    public void Decision_InTheNameOfSomebodyElse_HasTheAccountToo()
    {
        _registry.Add(new SloObjectiveBuilder("a").TargetPercent(99).Build());
        _registry.Exclude(new() { Id = "e", When = SloSchedule.Parse("22:00-23:00 UTC"), Owner = "ann" }, "pipeline");
        _registry.OverrideTarget(new() { Id = "o", Objective = "a", TargetRatio = 0.5m, From = _time.GetUtcNow(), To = _time.GetUtcNow().AddHours(1), Owner = "ann" }, "pipeline");
        _registry.RemoveExclusion("e", "ann", account: "pipeline");
        _registry.EndTargetOverride("o", "ann", account: "pipeline");

        Assert.Equal(4, _registry.Ledger.Entries.Count);
        Assert.All(_registry.Ledger.Entries, entry => Assert.Equal(("ann", "pipeline"), (entry.Actor, entry.Details[SloLedgerDetails.Account])));
    }

    // Without a store, what is dropped is not lost: nothing was to keep it.
    [Theory]
    [InlineData(false, 0, 1_500, 0)]
    [InlineData(true, 0, 1_500, 500)]
    [InlineData(true, 600, 1_500, 0)]
    [InlineData(true, 200, 1_500, 300)]
    [InlineData(true, 0, 1_000, 0)]
    public void Entries_DroppedBeforeAStoreHasThem_AreCounted(bool hasStore, int kept, int added, long lost)
    {
        if (hasStore)
        {
            _registry.Ledger.MarkKept(0);
        }

        for (var i = 1; i <= added; i++)
        {
            SloLedgerEntry entry = _registry.MarkDeployment("v");
            if (i == kept)
            {
                _registry.Ledger.MarkKept(entry.Id);
            }
        }

        Assert.Equal(lost, _registry.Ledger.LostCount);
        Assert.Equal(Math.Min(added, SloLedger.Capacity), _registry.Ledger.Entries.Count);
    }

    // What a store gives back is there already; only what this process added can be lost.
    [Fact]
    public void Entries_CutByARestore_AreCountedIfTheyAreOwn()
    {
        using SloRegistry earlier = new(new ManualTime(_time.GetUtcNow().AddHours(-1)));
        for (var i = 0; i < SloLedger.Capacity; i++)
        {
            earlier.MarkDeployment("v");
        }

        _registry.Ledger.MarkKept(0);
        _registry.MarkDeployment("own");
        _registry.RestoreLedger(earlier.Ledger.Entries, []);

        Assert.Equal(0, _registry.Ledger.LostCount);
        Assert.Contains(_registry.Ledger.Entries, entry => entry.Details[SloLedgerDetails.Version] == "own");
    }

    [Fact]
    public void Ids_WhateverTheClockDoes_Increase()
    {
        List<SloLedgerEntry> entries = [];
        foreach (var seconds in (int[])[0, 0, 1, -3600, -3600, 10_000])
        {
            _time.StepWall(TimeSpan.FromSeconds(seconds));
            entries.Add(_registry.MarkDeployment("v1"));
        }

        Assert.Equal(entries.OrderBy(entry => entry.Id), entries);
        Assert.Equal(entries.Count, entries.Select(entry => entry.Id).Distinct().Count());

        // Exact as a number of JavaScript, and for a long time to come.
        Assert.True(entries[^1].Id < 1L << 53);
    }

    // Whatever an app adds: the memory is bounded.
    [Fact]
    public void Entries_BeyondTheCapacity_DropTheOldest()
    {
        var text = new string('x', 10_000);
        for (var i = 0; i < SloLedger.Capacity + 10; i++)
        {
            _registry.Ledger.Add(SloLedgerEntryKind.ExclusionAdded, text, text, text, Enumerable.Repeat(0, 100).Select((_, k) => new KeyValuePair<string, string?>($"{k}{text}", text)));
        }

        Assert.Equal(SloLedger.Capacity, _registry.Ledger.Entries.Count);
        SloLedgerEntry entry = _registry.Ledger.Entries[0];
        Assert.Equal((SloLedgerEntry.LongestText, SloLedgerEntry.LongestActor, SloLedgerEntry.LongestText), (entry.Objective!.Length, entry.Actor!.Length, entry.Reason!.Length));
        Assert.Equal(SloLedgerEntry.MostDetails, entry.Details.Count);
        Assert.All(entry.Details, detail => Assert.Equal((SloLedgerEntry.LongestActor, SloLedgerEntry.LongestText), (detail.Key.Length, detail.Value.Length)));
    }

    [Fact]
    public void Entries_OfEarlierProcesses_ComeFirstAndOnce()
    {
        using SloRegistry earlier = new(_time);
        SloLedgerEntry[] old = [.. Enumerable.Range(0, 5).Select(i => earlier.MarkDeployment($"old{i}"))];
        _time.StepWall(TimeSpan.FromHours(-1));
        SloLedgerEntry own = _registry.MarkDeployment("own");
        _registry.RestoreLedger(old.Reverse(), []);
        _registry.RestoreLedger(old, []);
        SloLedgerEntry next = _registry.MarkDeployment("next");

        Assert.Equal([own, .. old, next], _registry.Ledger.Entries);
        Assert.True(next.Id > old[^1].Id);
    }

    [Fact]
    public async Task Entries_AddedTogether_AreAllThereOnce()
    {
        await Parallel.ForAsync(0, 900, (i, _) =>
        {
            _registry.MarkDeployment($"v{i}");
            return ValueTask.CompletedTask;
        });

        Assert.Equal(900, _registry.Ledger.Entries.Select(entry => entry.Details[SloLedgerDetails.Version]).Distinct().Count());
        Assert.Equal(_registry.Ledger.Entries.OrderBy(entry => entry.Id), _registry.Ledger.Entries);
    }
}
