using Slo.Hosting.Persistence;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Persistence;

public sealed class SavedLedgerTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;
    private readonly SavedLedger _ledger;

    public SavedLedgerTests()
    {
        _registry = new SloRegistry(_time);
        _registry.Add(new SloObjectiveBuilder("a").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).Build());
        _ledger = new SavedLedger(_registry);
    }

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Batch_HasWhatIsNew()
    {
        _registry.MarkDeployment("v1");
        Assert.Equal((1, 0), Save());
        Assert.Equal((0, 0), Save());
        _registry.MarkDeployment("v2");
        Tick(1, bad: 10);
        Assert.Equal((1, 1), Save());
        Assert.Equal((0, 0), Save());
    }

    // Of ten thousand objectives that fire, not each is written every ten seconds.
    [Fact]
    public void Incident_ThatLasts_IsSavedOnceAMinuteAndAtLast()
    {
        Tick(1, bad: 10);
        Assert.Equal((0, 1), Save());
        Tick(10);
        Assert.Equal((0, 0), Save());
        Tick(50);
        Assert.Equal((0, 1), Save());
        Tick(10);
        Assert.Equal((0, 0), Save());
        Assert.Single(_ledger.AddTo(new([]), isLast: true).Incidents);
        Tick(1, good: 100_000);
        Assert.Equal((0, 1), Save());
        Tick(600);
        Assert.Equal((0, 0), Save());
    }

    // A hundred incidents are explained with each read: those of the next read are saved without waiting for a minute.
    [Fact]
    public void Incident_WhoseContributorsAreKnownLater_IsSavedAgain()
    {
        for (var i = 0; i < 120; i++)
        {
            _registry.Add(new SloObjectiveBuilder($"o{i}").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
                .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).Build());
        }

        Tick(60);
        foreach (SloTracker tracker in _registry.Trackers.Skip(1))
        {
            for (var k = 0; k < 20; k++)
            {
                tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = k < 17 ? "POST /orders" : $"GET /{k}" });
            }
        }

        Tick(1);
        Assert.Equal((0, 120), Save());
        Assert.Equal((0, 20), Save());
        Assert.Equal((0, 0), Save());
        Assert.All(_registry.Incidents, incident => Assert.Equal("POST /orders", Assert.Single(incident.Contributors).Name));
    }

    // It may have been saved in part, or the file is another one.
    [Fact]
    public void Batch_AfterOneThatFailed_HasAll()
    {
        Tick(1, bad: 10);
        _registry.MarkDeployment("v1");
        Save();
        _registry.MarkDeployment("v2");
        _ledger.AddTo(new([]), isLast: false);
        SloStoreBatch batch = _ledger.AddTo(new([]), isLast: false);

        Assert.Equal((2, 1), (batch.Entries.Count, batch.Incidents.Count));
    }

    [Fact]
    public void Restored_EntriesAndIncidents_AreSavedOnlyIfTheyChanged()
    {
        Tick(1, bad: 10);
        _registry.MarkDeployment("v1");
        SloStoreContent content = new([]) { Entries = _registry.Ledger.Entries, Incidents = _registry.Incidents };
        using SloRegistry next = new(_time);
        SavedLedger ledger = new(next);
        ledger.Restore(content);
        SloStoreBatch batch = ledger.AddTo(new([]), isLast: false);

        Assert.Empty(batch.Entries);
        Assert.Equal(SloAlertResolution.Stopped, Assert.Single(batch.Incidents).Resolution);
    }

    private (int Entries, int Incidents) Save()
    {
        SloStoreBatch batch = _ledger.AddTo(new([]), isLast: false);
        _ledger.Saved(batch);
        return (batch.Entries.Count, batch.Incidents.Count);
    }

    private void Tick(int seconds, int good = 0, int bad = 0)
    {
        _registry.Get("a").Record(good, bad);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _registry.Evaluate();
    }
}
