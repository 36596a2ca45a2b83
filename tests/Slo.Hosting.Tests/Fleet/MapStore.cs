using Slo.Hosting.Tests.Gates;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>A store of which only the map is read.</summary>
internal sealed class MapStore(Func<IReadOnlyList<SloFleetDependencies>> read) : NoStore, ISloFleetStore
{
    private int _reads;

    internal int Reads => Volatile.Read(ref _reads);

    /// <summary>A store that never answers has another one.</summary>
    internal Task<IReadOnlyList<SloFleetDependencies>>? Answer { get; init; }

    public Task<IReadOnlyList<SloFleetDependencies>> ReadDependenciesAsync(string setName, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Answer ?? Task.FromResult(read());
    }
}
