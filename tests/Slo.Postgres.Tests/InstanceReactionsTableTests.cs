using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>The states of the reactions of one instance, written by its process and the one before it.</summary>
public sealed class InstanceReactionsTableTests(PostgresFixture postgres) : ReactionStoreContract, IClassFixture<PostgresFixture>
{
    private string? _schema;

    [Fact]
    public async Task Instances_AndTheFleet_HaveStatesOfTheirOwn()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        _schema = postgres.NewSchema();
        await using PostgresSloStore one = Open("one");
        await using PostgresSloStore other = Open("other");
        await using PostgresFleetStore fleet = postgres.Store(_schema);
        ISloReactionStore[] all = [one, other, fleet];
        foreach ((var i, ISloReactionStore store) in all.Index())
        {
            Assert.True(await store.WriteReactionAsync("", new("drain", 1, $"{i}"), cancel));
        }

        foreach ((var i, ISloReactionStore store) in all.Index())
        {
            Assert.Equal([new("drain", 1, $"{i}")], await store.ReadReactionsAsync("", cancel));
        }
    }

    protected override IReadOnlyList<ISloReactionStore> OpenAll() => [Open("one"), Open("one")];

    private PostgresSloStore Open(string instance) =>
        new(Connections.Create(postgres.ConnectionString), Schema.Quote(_schema ??= postgres.NewSchema()), instance);
}
