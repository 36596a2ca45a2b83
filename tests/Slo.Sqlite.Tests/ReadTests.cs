using Microsoft.Data.Sqlite;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>A file that a tool reads: nothing is written, also while an app uses the file.</summary>
public sealed class ReadTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_WhileAStoreHasTheFileOrNot_GivesWhatWasSavedLast(bool isInUse)
    {
        using SqliteSloStore store = new(_folder.Path);
        await SaveAsync(store, events: 7);
        await SaveAsync(store, events: 9);
        if (!isInUse)
        {
            store.Dispose();
        }

        string[] before = Files();
        IReadOnlyDictionary<string, IReadOnlyList<SloObjectiveState>> read = SqliteSloStore.Read(_folder.Path);

        Assert.Equal(9, Assert.Single(read["shop"]).GetSteps().Sum(step => step.Events.Total));
        Assert.Equal(before, Files());
        using SqliteSloStore next = isInUse ? store : new(_folder.Path);
        await SaveAsync(next, events: 11);
    }

    // What kill -9 leaves: all that is new is in the log, and no process has it open.
    [Fact]
    public async Task Read_OfAFileWhoseProcessWasKilled_HasWhatIsInTheLog()
    {
        using SqliteSloStore store = new(_folder.Path);
        await SaveAsync(store, events: 7);
        var copy = _folder.Path + ".copy";
        File.Copy(_folder.Path, copy);
        File.Copy(_folder.Path + "-wal", copy + "-wal");

        Assert.Equal(7, Assert.Single(SqliteSloStore.Read(copy)["shop"]).GetSteps().Sum(step => step.Events.Total));
    }

    [Fact]
    public async Task Read_OfWhatIsNoStore_IsAnErrorAndChangesNothing()
    {
        Assert.Throws<FileNotFoundException>(() => SqliteSloStore.Read(_folder.Path));
        File.WriteAllText(_folder.Path, "no database at all, but long enough to be taken for one");
        Assert.Throws<InvalidDataException>(() => SqliteSloStore.Read(_folder.Path));
        File.WriteAllText(_folder.Path, "");
        Assert.Throws<InvalidDataException>(() => SqliteSloStore.Read(_folder.Path));
        Assert.Single(Files());
        File.Delete(_folder.Path);

        using (SqliteSloStore store = new(_folder.Path))
        {
            await SaveAsync(store, events: 7);
        }

        Run("UPDATE state SET data = zeroblob(length(data))");
        Assert.Throws<InvalidDataException>(() => SqliteSloStore.Read(_folder.Path));
        Run("PRAGMA user_version = 1000");
        Assert.Throws<NotSupportedException>(() => SqliteSloStore.Read(_folder.Path));
    }

    private async Task SaveAsync(SqliteSloStore store, long events)
    {
        using SloRegistry registry = new(_time);
        registry.Add(new SloObjectiveBuilder("a").TargetPercent(90).Build()).Record(good: events, bad: 0);
        _time.Advance(TimeSpan.FromMinutes(1));
        registry.Evaluate();
        await store.SaveAsync("shop", new SloStoreBatch(registry.Capture()), Cancel);
    }

    private string[] Files() =>
    [
        .. Directory.GetFiles(Path.GetDirectoryName(_folder.Path)!).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)} {new FileInfo(file).Length}"),
    ];

    private void Run(string text)
    {
        using SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of a test.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
