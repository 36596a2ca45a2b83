namespace Slo.Hosting.Tests.Gates;

/// <summary>A fleet whose counts the test feeds itself.</summary>
internal class NoStore : ISloFleetStore
{
    internal static readonly NoStore Instance = new();

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
