using Microsoft.Data.Sqlite;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>Objectives that are gone, that changed, and that another version of Slo wrote.</summary>
public sealed class GenerationTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Generations_OfOneObjective_AreKeptBesideEachOther()
    {
        using SqliteSloStore store = new(_folder.Path);
        using SloRegistry registry = Count(Declare());
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        registry.Replace([Declare(TimeSpan.FromSeconds(1))]);
        Tick(registry);
        await store.SaveAsync("", new([.. registry.Capture().Where(state => state.IsOf(Declare(TimeSpan.FromSeconds(1))))]), Cancel);
        SloStoreContent content = await store.LoadAsync("", Cancel);

        Assert.Equal(2, content.States.Select(state => state.CountingKey).Distinct().Count());
        using SloRegistry next = new(_time);
        Assert.Empty(next.Restore(content.States));
        Assert.Equal(100, next.Add(Declare()).Status.Events.Total);
    }

    // Also those of a set that no process loads any more.
    [Fact]
    public async Task States_ThatExpired_AreRemovedFromTheFile()
    {
        using SqliteSloStore store = new(_folder.Path);
        using SloRegistry registry = Count(Declare());
        IReadOnlyList<SloObjectiveState> states = registry.Capture();
        Tick(registry);
        foreach (var set in (string[])["", "gone"])
        {
            await store.SaveAsync(set, new(states), Cancel);
            await store.SaveAsync(set, new(registry.Capture(states)), Cancel);
        }

        DateTimeOffset end = states[0].ExpiresAt;
        await store.SaveAsync("", new([]) { ReplacesAdditions = true, ExpiredBefore = end }, Cancel);
        Assert.Single((await store.LoadAsync("", Cancel)).States);
        Assert.Equal(2, (await store.LoadAsync("gone", Cancel)).States.Count);
        await store.SaveAsync("", new([]) { ReplacesAdditions = true, ExpiredBefore = end.AddHours(1) }, Cancel);
        Assert.Empty((await store.LoadAsync("", Cancel)).States);
        Assert.Empty((await store.LoadAsync("gone", Cancel)).States);
        Assert.Equal((0L, 0L), (Ask("SELECT COUNT(*) FROM state"), Ask("SELECT COUNT(*) FROM addition")));
    }

    [Fact]
    public async Task Batch_ThatReplacesAdditions_ContinuesTheCompleteState()
    {
        using SqliteSloStore store = new(_folder.Path);
        using SloRegistry registry = Count(Declare());
        IReadOnlyList<SloObjectiveState> complete = registry.Capture();
        await store.SaveAsync("", new(complete), Cancel);
        IReadOnlyList<SloObjectiveState> before = complete;
        for (var i = 0; i < 3; i++)
        {
            registry.Get("a").Record(good: 1, bad: 0);
            Tick(registry);
            IReadOnlyList<SloObjectiveState> states = registry.Capture(before);
            await store.SaveAsync("", new(states), Cancel);
            before = states;
        }

        Assert.Equal(4, (await store.LoadAsync("", Cancel)).States.Count);
        await store.SaveAsync("", new(registry.Capture(complete)) { ReplacesAdditions = true }, Cancel);
        SloStoreContent content = await store.LoadAsync("", Cancel);
        using SloRegistry next = new(_time);
        Assert.Empty(next.Restore(content.States));

        Assert.Equal(2, content.States.Count);
        Assert.Equal(103, next.Add(Declare()).Status.Events.Total);
    }

    // A deployment that is rolled back, and comes again: it continues what it had.
    [Fact]
    public async Task State_OfALaterVersion_IsLeftWhereItIsAndReported()
    {
        using SqliteSloStore store = new(_folder.Path);
        using SloRegistry registry = Count(Declare());
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        var bytes = (byte[])Ask("SELECT data FROM state")!;
        bytes[3]++;
        Run("UPDATE state SET format = format + 1, data = $data, hash = $hash", ("$data", bytes), ("$hash", Sql.Hash(bytes)));

        SloStoreContent content = await store.LoadAsync("", Cancel);
        Assert.Equal((0, null), (content.States.Count, content.Loss));
        Assert.Contains("a", content.Unread, StringComparison.Ordinal);
        Assert.Empty(_folder.Aside);

        using SloRegistry rolledBack = new(_time);
        rolledBack.Add(Declare()).Record(good: 1, bad: 0);
        Tick(rolledBack);
        IReadOnlyList<SloObjectiveState> states = rolledBack.Capture();
        await store.SaveAsync("", new(states) { ReplacesAdditions = true }, Cancel);
        Tick(rolledBack);
        await store.SaveAsync("", new(rolledBack.Capture(states)), Cancel);
        Assert.Equal(2, (await store.LoadAsync("", Cancel)).States.Count);
        Assert.Equal(2L, Ask("SELECT COUNT(*) FROM state"));

        // As the later version reads it.
        bytes[3]--;
        Run("UPDATE state SET data = $data, hash = $hash WHERE format > $format", ("$data", bytes), ("$hash", Sql.Hash(bytes)), ("$format", SloObjectiveState.FormatVersion));
        using SloRegistry next = new(_time);
        Assert.Empty(next.Restore((await store.LoadAsync("", Cancel)).States));
        Assert.Equal(100, next.Add(Declare()).Status.Events.Total);
    }

    // No column has a checksum: what they say is compared with the bytes.
    [Theory]
    [InlineData("UPDATE state SET objective = 'b'")]
    [InlineData("UPDATE state SET expires = expires / 2")]
    [InlineData("UPDATE state SET data = 'text'")]
    [InlineData("UPDATE state SET hash = hash + 1")]
    [InlineData("UPDATE addition SET hash = hash + 1")]
    [InlineData("UPDATE addition SET data = x'00'")]
    public async Task Row_ThatIsDamaged_IsFound(string damage)
    {
        using (SqliteSloStore store = new(_folder.Path))
        {
            using SloRegistry registry = Count(Declare());
            IReadOnlyList<SloObjectiveState> first = registry.Capture();
            await store.SaveAsync("", new(first), Cancel);
            registry.Get("a").Record(good: 1, bad: 0);
            Tick(registry);
            await store.SaveAsync("", new(registry.Capture(first)), Cancel);
        }

        Run(damage);
        using SqliteSloStore next = new(_folder.Path);
        SloStoreContent content = await next.LoadAsync("", Cancel);
        using SloRegistry restored = new(_time);

        Assert.NotNull(content.Loss);
        Assert.Single(_folder.Aside);
        Assert.Empty(restored.Restore(content.States));
        Assert.Equal(damage.Contains("addition", StringComparison.Ordinal) ? 100 : 0, restored.Add(Declare()).Status.Events.Total);
    }

    [Fact]
    public async Task DamagedFiles_AreKeptUpToTheNewestFew()
    {
        string? first = null;
        for (var i = 0; i < DamagedFiles.Most + 3; i++)
        {
            using SqliteSloStore store = new(_folder.Path, _time);
            await File.WriteAllTextAsync(_folder.Path, $"damaged {i}", Cancel);
            Assert.NotNull((await store.LoadAsync("", Cancel)).Loss);
            await File.WriteAllTextAsync(_folder.Aside[^1] + "-wal", "with a log", Cancel);
            first ??= _folder.Aside[0];
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.DoesNotContain(first, _folder.Aside);
        Assert.Equal(2 * DamagedFiles.Most, _folder.Aside.Length);

        // Of one process, the first one shows what was there at its start.
        DamagedFiles damaged = new(_folder.Path, _time);
        List<string> aside = [];
        for (var i = 0; i < DamagedFiles.Most + 3; i++)
        {
            await File.WriteAllTextAsync(_folder.Path, $"damaged {i}", Cancel);
            aside.Add(damaged.SetAside());
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([aside[0], .. aside[^(DamagedFiles.Most - 1)..]], _folder.Aside);
    }

    private object? Ask(string text)
    {
        using SqliteConnection connection = Open();
        return Sql.Ask(connection, text);
    }

    private void Run(string text, params (string Name, object? Value)[] values)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = Sql.Command(connection, null, text);
        Sql.Bind(command, values);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        connection.Open();
        return connection;
    }

    private SloRegistry Count(SloObjective objective)
    {
        SloRegistry registry = new(_time);
        registry.Add(objective).Record(good: 90, bad: 10);
        Tick(registry);
        return registry;
    }

    private void Tick(SloRegistry registry)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
    }

    private static SloObjective Declare(TimeSpan? threshold = null)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(99);
        return (threshold is { } limit ? builder.FasterThan(limit) : builder).Build();
    }
}
