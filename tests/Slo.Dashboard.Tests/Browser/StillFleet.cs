namespace Slo.Dashboard.Tests.Browser;

/// <summary>A fleet of three instances of which this process is one. What all of them counted is known from the beginning.</summary>
internal sealed class StillFleet(TimeProvider time, Func<IReadOnlyList<SloFleetCounts>> counts) : ISloFleetStore
{
    internal bool IsAway { get; set; }

    internal SloFleetMembers Members { get; init; } = new(3, 3, 1);

    /// <summary>How long that is: so many slices of five minutes. 0: one slice of an hour.</summary>
    internal int Slices { get; init; }

    /// <summary>What the instances of all services published.</summary>
    internal IReadOnlyList<SloFleetDependencies> Dependencies { get; init; } = [];

    public Task<IReadOnlyList<SloFleetDependencies>> ReadDependenciesAsync(string setName, CancellationToken cancellationToken) =>
        IsAway ? throw new InvalidOperationException("the store is away") : Task.FromResult(Dependencies);

    public Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new InvalidOperationException("the store is away");
        }

        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset to = new(now.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        SloFleetSlice[] all = Slices == 0 ? [new(to.AddHours(-1), to, counts())]
            : [.. Enumerable.Range(0, Slices).Select(i => to.AddMinutes(5 * (i - Slices))).Select(from => new SloFleetSlice(from, from.AddMinutes(5), counts()))];
        return Task.FromResult(new SloFleetAnswer(now, 1, report.ReadAfter > 0 ? [] : all)
        {
            Members = Members,
        });
    }

    public Task<bool> LeadAsync(string setName, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloFleetAlert>>([]);

    public Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloFleetInstance>>([]);

    public Task ResignAsync(string setName, CancellationToken cancellationToken) => Task.CompletedTask;
}
