using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Persistence;

public sealed class SloLedgerReaderTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly MemoryStore _store = new();
    private readonly SloRegistry _registry;

    public SloLedgerReaderTests() => _registry = new SloRegistry(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    // Some are only in memory, some only in the store, most in both; and new ones are added during the read.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_WhileNewEntriesCome_HaveEachThatWasThereExactlyOnce(int limit)
    {
        for (var i = 0; i < 1500; i++)
        {
            Mark();
            if (i % 100 == 0 && i < 1400)
            {
                await SaveAsync();
            }
        }

        SloLedgerReader reader = Reader();
        List<long> seen = [];
        long? before = null;
        for (var isMore = true; isMore;)
        {
            SloHistoryPage<SloLedgerEntry> page = await reader.ReadAsync(new SloLedgerQuery { Before = before, Limit = limit }, Cancel);
            seen.AddRange(page.Items.Select(entry => entry.Id));
            Assert.True(page.IsComplete);
            isMore = page.HasMore;
            before = page.Items[^1].Id;
            Mark();
            await SaveAsync();
        }

        Assert.Equal(Enumerable.Range(0, 1500).Select(i => _first + i).Reverse(), seen);
    }

    // The store has some incidents as open that have ended since: a page of the open ones is not short of those, and passes none over.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task OpenIncidents_OfWhichTheStoreHasSomeThatEnded_AreAllRead(int limit)
    {
        SloIncident[] all = [.. Enumerable.Range(10, 20).Select(i => Incident(i))];
        await _store.SaveAsync("", new([]) { Incidents = all }, Cancel);
        _registry.RestoreLedger([], [.. all.Where((_, i) => i % 3 == 0).Select(one => one with { EndedAt = one.StartedAt.AddMinutes(1) })]);
        List<string> seen = [];
        string? before = null;
        for (var isMore = true; isMore;)
        {
            SloHistoryPage<SloIncident> page = await Reader().ReadAsync(new SloIncidentQuery { IsOpen = true, Before = before, Limit = limit }, Cancel);
            seen.AddRange(page.Items.Select(one => one.Id));
            isMore = page.HasMore;
            before = page.Items is [.., var last] ? last.Id : null;
        }

        Assert.Equal(all.Where((_, i) => i % 3 != 0).Select(one => one.Id).Reverse(), seen);
    }

    [Fact]
    public async Task Store_ThatFails_LeavesWhatIsInMemory()
    {
        Mark();
        _store.Before = () => throw new IOException("gone");
        SloHistoryPage<SloLedgerEntry> page = await Reader().ReadAsync(new SloLedgerQuery(), Cancel);

        Assert.Equal((1, false, false), (page.Items.Count, page.HasMore, page.IsComplete));
        Assert.False((await Reader().ReadAsync(new SloIncidentQuery(), Cancel)).IsComplete);
    }

    // With any number of readers, a store that hangs has one open call, and no reader waits longer than the time-out.
    [Fact]
    public async Task Store_ThatHangs_HoldsOneCall()
    {
        TaskCompletionSource hang = new();
        _store.Before = () => hang.Task;
        SloLedgerReader reader = Reader();
        Task<SloHistoryPage<SloLedgerEntry>>[] all = [.. Enumerable.Range(0, 20).Select(_ => reader.ReadAsync(new SloLedgerQuery(), Cancel))];
        await Eventually.TrueAsync(() => _store.MostReading > 0, "the store is asked");
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return all.All(one => one.IsCompleted);
            },
            "all are answered");

        Assert.All(all, one => Assert.False(one.Result.IsComplete));
        Assert.Equal(1, _store.MostReading);
        hang.SetResult();
        await Eventually.TrueAsync(async () => (await reader.ReadAsync(new SloLedgerQuery(), Cancel)).IsComplete, () => "the store answers again");
    }

    [Fact]
    public async Task Reader_WithoutAStore_HasWhatIsInMemory()
    {
        Mark();
        SloHistoryPage<SloLedgerEntry> page = await new SloLedgerReader("", _registry, null, TimeSpan.FromSeconds(10), _time).ReadAsync(new SloLedgerQuery(), Cancel);

        Assert.Equal((1, true), (page.Items.Count, page.IsComplete));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Reader().ReadAsync(new SloLedgerQuery { Limit = 0 }, Cancel));
    }

    private long _first;

    private SloIncident Incident(int i) => new()
    {
        Id = i.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Name = "a",
        Fingerprint = "0",
        StartedAt = _time.GetUtcNow().AddMinutes(i),
        AsOf = _time.GetUtcNow(),
        Severities = [new(_time.GetUtcNow(), AlertSeverity.Page)],
    };

    // The clock stands still, so that the ids follow one another.
    private void Mark()
    {
        SloLedgerEntry entry = _registry.MarkDeployment("v1");
        _first = _first == 0 ? entry.Id : _first;
    }

    private Task<long> SaveAsync() => _store.SaveAsync("", new([]) { Entries = _registry.Ledger.Entries }, Cancel);

    private SloLedgerReader Reader() => new("", _registry, _store, TimeSpan.FromSeconds(10), _time);
}
