namespace Slo.Hosting.Tests.Fleet;

/// <summary>A store of a fleet of which only the bad events are read.</summary>
internal sealed class BadEventsStore(Func<string, Task<IReadOnlyList<SloBadEvents>>> read) : ISloFleetStore
{
    private int _reads;

    internal int Reads => Volatile.Read(ref _reads);

    public Task<IReadOnlyList<SloBadEvents>> ReadBadEventsAsync(
        string setName, string objective, string countingKey, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return read(objective);
    }

    public Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> LeadAsync(string setName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ResignAsync(string setName, CancellationToken cancellationToken) => throw new NotSupportedException();
}
