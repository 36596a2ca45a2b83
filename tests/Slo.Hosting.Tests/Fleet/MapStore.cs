namespace Slo.Hosting.Tests.Fleet;

/// <summary>A store of which only the map is read.</summary>
internal sealed class MapStore(Func<IReadOnlyList<SloFleetDependencies>> read) : ISloFleetStore
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

    public Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> LeadAsync(string setName, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ResignAsync(string setName, CancellationToken cancellationToken) => Task.CompletedTask;
}
