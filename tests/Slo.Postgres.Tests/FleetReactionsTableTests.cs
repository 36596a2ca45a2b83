using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>The states of the reactions of a fleet, written by two instances.</summary>
public sealed class FleetReactionsTableTests(PostgresFixture postgres) : ReactionStoreContract, IClassFixture<PostgresFixture>
{
    private string? _schema;

    protected override IReadOnlyList<ISloReactionStore> OpenAll()
    {
        _schema ??= postgres.NewSchema();
        return [postgres.Store(_schema), postgres.Store(_schema)];
    }
}
