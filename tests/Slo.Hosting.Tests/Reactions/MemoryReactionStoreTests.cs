using Slo.Hosting.Reactions;
using Slo.Testing;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>Without a store, the states are those of the process: there is nothing to open again.</summary>
public sealed class MemoryReactionStoreTests : ReactionStoreContract
{
    private readonly MemoryReactionStore _store = new();

    protected override IReadOnlyList<ISloReactionStore> OpenAll() => [_store];
}
