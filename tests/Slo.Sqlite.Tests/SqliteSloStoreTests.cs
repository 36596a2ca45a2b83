using Microsoft.Data.Sqlite;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

public sealed class SqliteSloStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task States_OfSeveralSets_ComeBackInTheirOrder()
    {
        using SloRegistry registry = Registry("a", "b");
        using (SqliteSloStore store = new(_folder.Path))
        {
            IReadOnlyList<SloObjectiveState> first = registry.Capture();
            await store.SaveAsync("", new(first), Cancel);
            await store.SaveAsync("other", new(first), Cancel);
            Tick(registry);
            await store.SaveAsync("", new(registry.Capture(first.Select(state => state.ToMark()))), Cancel);
        }

        using SqliteSloStore next = new(_folder.Path);
        SloStoreContent content = await next.LoadAsync("", Cancel);

        Assert.Null(content.Loss);
        Assert.Equal(["a True", "b True", "a False", "b False"], content.States.Select(state => $"{state.Name} {state.IsComplete}"));
        Assert.Equal(2, (await next.LoadAsync("other", Cancel)).States.Count);
        Assert.Empty((await next.LoadAsync("none", Cancel)).States);
    }

    [Fact]
    public async Task CompleteState_TakesThePlaceOfWhatWasThere()
    {
        using SloRegistry registry = Registry("a");
        using SqliteSloStore store = new(_folder.Path);
        IReadOnlyList<SloObjectiveState> first = registry.Capture();
        await store.SaveAsync("", new(first), Cancel);
        Tick(registry);
        await store.SaveAsync("", new(registry.Capture(first)), Cancel);
        await store.SaveAsync("", new(registry.Capture()), Cancel);

        Assert.True(Assert.Single((await store.LoadAsync("", Cancel)).States).IsComplete);
    }

    [Fact]
    public async Task File_OfAnotherProcess_IsRefused()
    {
        using SqliteSloStore one = new(_folder.Path);
        using SqliteSloStore other = new(_folder.Path);
        await one.LoadAsync("", Cancel);

        await Assert.ThrowsAsync<IOException>(() => other.LoadAsync("", Cancel));
        one.Dispose();
        Assert.Empty((await other.LoadAsync("", Cancel)).States);
    }

    // Each damage is done to the file of a process that ended: the store starts, keeps the file, and gives back no more than there was.
    [Theory]
    [InlineData("garbage")]
    [InlineData("zeros")]
    [InlineData("empty")]
    [InlineData("missing")]
    [InlineData("directory")]
    [InlineData("truncated")]
    [InlineData("text")]
    public async Task File_ThatIsDamaged_IsSetAsideAndReported(string damage)
    {
        await SaveAsync();
        Damage(damage);
        using SqliteSloStore store = new(_folder.Path, _time);
        SloStoreContent content = await store.LoadAsync("", Cancel);
        using SloRegistry next = new(_time);
        next.Restore(content.States);

        Assert.NotNull(content.Loss);
        Assert.Equal(damage != "missing", _folder.Aside.Length > 0);
        Assert.InRange(next.Add(Objective("a")).Status.Events.Total, 0, 100);
        await store.SaveAsync("", new(next.Capture()), Cancel);
        store.Dispose();
        using SqliteSloStore again = new(_folder.Path);
        Assert.Null((await again.LoadAsync("", Cancel)).Loss);
    }

    // After a kill, the log has the last batches. SQLite takes one that is damaged for one that ends early.
    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("flipped")]
    public async Task Log_ThatIsDamaged_IsReportedAndKept(string damage)
    {
        using (SqliteSloStore killed = new(_folder.Path))
        {
            using SloRegistry registry = Registry("a");
            for (var i = 0; i < 20; i++)
            {
                await killed.SaveAsync("", new(registry.Capture()), Cancel);
                registry.Get("a").Record(good: 1, bad: 0);
                Tick(registry);
            }

            foreach (var part in (string[])["", "-wal"])
            {
                await using FileStream file = new(_folder.Path + part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using FileStream copy = File.Create(_folder.Path + "2" + part);
                await file.CopyToAsync(copy, Cancel);
            }
        }

        File.Copy(_folder.Path + ".lock", _folder.Path + "2.lock");
        var log = await File.ReadAllBytesAsync(_folder.Path + "2-wal", Cancel);
        log[log.Length / 2] ^= damage == "flipped" ? (byte)4 : (byte)0;
        await File.WriteAllBytesAsync(
            _folder.Path + "2-wal", damage switch { "empty" => [], "truncated" => log[..(log.Length / 2)], _ => log }, Cancel);
        if (damage == "missing")
        {
            File.Delete(_folder.Path + "2-wal");
        }

        using SqliteSloStore store = new(_folder.Path + "2", _time);
        SloStoreContent content = await store.LoadAsync("", Cancel);
        using SloRegistry next = new(_time);
        next.Restore(content.States);

        Assert.Contains("batches are missing", content.Loss, StringComparison.Ordinal);
        Assert.InRange(next.Add(Objective("a")).Status.Events.Total, damage is "missing" or "empty" ? 0 : 100, 119);
        Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(_folder.Path)!, "slo.db2.corrupt-*"));
        await store.SaveAsync("", new(next.Capture()), Cancel);
        store.Dispose();
        using SqliteSloStore again = new(_folder.Path + "2");
        Assert.Null((await again.LoadAsync("", Cancel)).Loss);
    }

    // SQLite has no checksums: a bit that flips in a count would be believed.
    [Fact]
    public async Task Bits_ThatFlip_AreNeverBelieved()
    {
        await SaveAsync();
        var whole = await File.ReadAllBytesAsync(_folder.Path, Cancel);
        var lost = 0;
        for (var i = 0; i < 60; i++)
        {
            foreach (var aside in _folder.Aside)
            {
                File.Delete(aside);
            }

            var bytes = whole.ToArray();
            bytes[(int)((long)i * whole.Length / 60)] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(_folder.Path, bytes, Cancel);
            using SqliteSloStore store = new(_folder.Path);
            SloStoreContent content = await store.LoadAsync("", Cancel);
            using SloRegistry next = new(_time);
            next.Restore(content.States);
            SloEventCounts events = next.Add(Objective("a")).Status.Events;
            Assert.Contains(events, (SloEventCounts[])[default, new(90, 10)]);
            lost += content.Loss is null ? 0 : 1;
            Assert.True(events.Total > 0 || content.Loss is not null);
        }

        Assert.InRange(lost, 1, 60);
    }

    [Fact]
    public async Task File_OfALaterVersion_IsLeftAsItIs()
    {
        await SaveAsync();
        await RunAsync("PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_folder.Path, Cancel);
        using SqliteSloStore store = new(_folder.Path);

        await Assert.ThrowsAsync<NotSupportedException>(() => store.LoadAsync("", Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(() => store.SaveAsync("", new([]), Cancel));
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Path, Cancel));
    }

    [Fact]
    public async Task File_RemovedWhileInUse_IsReportedOnceAndMadeAnew()
    {
        using SloRegistry registry = Registry("a");
        using SqliteSloStore store = new(_folder.Path);
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        File.Delete(_folder.Path);

        await Assert.ThrowsAsync<IOException>(() => store.SaveAsync("", new(registry.Capture()), Cancel));
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        Assert.Single((await store.LoadAsync("", Cancel)).States);
    }

    private async Task SaveAsync()
    {
        using SloRegistry registry = Registry("a");
        using SqliteSloStore store = new(_folder.Path);
        await store.SaveAsync("", new(registry.Capture()), Cancel);
    }

    private void Damage(string damage)
    {
        var bytes = File.ReadAllBytes(_folder.Path);
        switch (damage)
        {
            case "missing":
                File.Delete(_folder.Path);
                break;
            case "directory":
                File.Delete(_folder.Path);
                Directory.CreateDirectory(_folder.Path);
                break;
            default:
                File.WriteAllBytes(_folder.Path, damage switch
                {
                    "garbage" => [.. bytes.Select((_, i) => (byte)(i * 37))],
                    "zeros" => new byte[bytes.Length],
                    "empty" => [],
                    "truncated" => bytes[..(bytes.Length / 2)],
                    _ => "{}"u8.ToArray(),
                });
                break;
        }
    }

    private async Task RunAsync(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        await connection.OpenAsync(Cancel);
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private SloRegistry Registry(params string[] names)
    {
        SloRegistry registry = new(_time);
        foreach (var name in names)
        {
            registry.Add(Objective(name)).Record(good: 90, bad: 10);
        }

        Tick(registry);
        return registry;
    }

    private void Tick(SloRegistry registry)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
    }

    private static SloObjective Objective(string name) => new SloObjectiveBuilder(name).TargetPercent(99).Build();
}
