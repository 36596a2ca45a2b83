using Xunit;

namespace Slo.Testing;

/// <summary>What every store of reactions keeps: of two writers of one revision one wins, and what is written stays.</summary>
public abstract class ReactionStoreContract : IDisposable
{
    private const int Rounds = 50;
    private const int Writers = 20;

    private static readonly string[] Names =
        ["drain", "Drain", "drain/alert", "drain/alert/1", "/", "a b", " a", "größe", "カナリア", "\U0001F6A8", "e\u0301", "é", "'; DROP TABLE reaction; --", "100%_", "\\", "\"", "\u202e"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The stores of writers that share a set: as many as may be open at a time.</summary>
    protected abstract IReadOnlyList<ISloReactionStore> OpenAll();

    public virtual void Dispose() => GC.SuppressFinalize(this);

    // A thousand writers in all. What is stored after a round is what its winner wrote.
    [Fact]
    public async Task OfConcurrentWriters_OfOneRevision_ExactlyOneWins()
    {
        IReadOnlyList<ISloReactionStore> stores = OpenAll();
        for (var revision = 1; revision <= Rounds; revision++)
        {
            TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<bool>[] writers = [.. Enumerable.Range(0, Writers).Select(writer => WriteAsync(stores[writer % stores.Count], revision, writer, start.Task))];
            start.SetResult();
            var won = await Task.WhenAll(writers);

            Assert.Equal(1, won.Count(one => one));
            SloReactionRecord stored = Assert.Single(await stores[0].ReadReactionsAsync("", Cancel));
            Assert.Equal(new("drain", revision, $"{revision} by {Array.IndexOf(won, true)}"), stored);
        }

        Close(stores);

        static async Task<bool> WriteAsync(ISloReactionStore store, int revision, int writer, Task start)
        {
            await start;
            return await store.WriteReactionAsync("", new("drain", revision, $"{revision} by {writer}"), Cancel);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(0, long.MaxValue)]
    [InlineData(3, -1)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(3, 5)]
    [InlineData(3, long.MaxValue)]
    public async Task Revision_ThatIsNotTheNext_WritesNothing(int stored, long revision)
    {
        IReadOnlyList<ISloReactionStore> stores = OpenAll();
        ISloReactionStore store = stores[0];
        for (var next = 1; next <= stored; next++)
        {
            Assert.True(await store.WriteReactionAsync("", new("drain", next, "kept"), Cancel));
        }

        Assert.False(await store.WriteReactionAsync("", new("drain", revision, "lost"), Cancel));
        Assert.Equal(stored == 0 ? [] : [new("drain", stored, "kept")], await store.ReadReactionsAsync("", Cancel));
        Assert.True(await store.WriteReactionAsync("", new("drain", stored + 1, "next"), Cancel));
        Close(stores);
    }

    // Each name and each set is a record of its own: neither case nor a wildcard nor a slash joins two.
    [Fact]
    public async Task Content_OfAnyNameAndSet_ComesBackAsItWas()
    {
        SloReactionRecord[] written = [.. Names.Select((name, i) => new SloReactionRecord(name, 1, $"{{\"n\":{i},\"t\":\"'\\\"\u2028\U0001F6A8\"}}"))];
        SloReactionRecord large = new("drain", 1, new string('ü', 100_000));
        IReadOnlyList<ISloReactionStore> stores = OpenAll();
        foreach (SloReactionRecord record in written)
        {
            Assert.True(await stores[0].WriteReactionAsync("", record, Cancel));
        }

        Assert.True(await stores[0].WriteReactionAsync("other/set ü", large, Cancel));
        stores = Reopen(stores);
        IReadOnlyList<SloReactionRecord> read = await stores[0].ReadReactionsAsync("", Cancel);

        Assert.Equal(written.OrderBy(record => record.Name, StringComparer.Ordinal), read.OrderBy(record => record.Name, StringComparer.Ordinal));
        Assert.Equal([large], await stores[0].ReadReactionsAsync("other/set ü", Cancel));
        Assert.Empty(await stores[0].ReadReactionsAsync("OTHER/set ü", Cancel));
        Assert.False(await stores[0].WriteReactionAsync("", written[0], Cancel));
        Close(stores);
    }

    /// <summary>The same stores after the end of their processes.</summary>
    protected virtual IReadOnlyList<ISloReactionStore> Reopen(IReadOnlyList<ISloReactionStore> stores)
    {
        Close(stores);
        return OpenAll();
    }

    private static void Close(IReadOnlyList<ISloReactionStore> stores)
    {
        foreach (IDisposable store in stores.OfType<IDisposable>())
        {
            store.Dispose();
        }
    }
}
