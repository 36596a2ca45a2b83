namespace Slo.AspNetCore.Tests.Api;

/// <summary>The store of a fleet of which a test says what was counted and what was published.</summary>
internal sealed class ToldFleet(TimeProvider time) : ISloFleetStore
{
    private readonly List<SloFleetSlice> _slices = [];

    /// <summary>What the processes published of the bad events of an objective.</summary>
    internal Func<string, IReadOnlyList<SloBadEvents>> BadEvents { get; set; } = _ => [];

    /// <summary>Counts events of all processes.</summary>
    internal void Count(SloFleetSlice slice)
    {
        lock (_slices)
        {
            _slices.Add(slice);
        }
    }

    public Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken)
    {
        lock (_slices)
        {
            return Task.FromResult(new SloFleetAnswer(time.GetUtcNow(), _slices.Count, [.. _slices.Skip((int)report.ReadAfter)])
            {
                Members = new(2, 2, 1),
            });
        }
    }

    public Task<IReadOnlyList<SloBadEvents>> ReadBadEventsAsync(
        string setName, string objective, string countingKey, CancellationToken cancellationToken) => Task.FromResult(BadEvents(objective));

    public Task<bool> LeadAsync(string setName, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloFleetAlert>>([]);

    public Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    public Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloFleetInstance>>([]);

    public Task ResignAsync(string setName, CancellationToken cancellationToken) => Task.CompletedTask;
}
