using Slo.Testing;

namespace Slo.Sqlite.Tests;

public sealed class SqliteReactionsTests : ReactionStoreContract
{
    private readonly StoreFolder _folder = new();

    protected override IReadOnlyList<ISloReactionStore> OpenAll() => [new SqliteSloStore(_folder.Path)];

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }
}
