using Slo.Postgres;

namespace Slo.FleetCost;

/// <summary>One simulated instance: it publishes a slice, and reads the counts of the fleet.</summary>
internal sealed class Player(PostgresFleetStore store, string name, int objectives, TimeSpan interval)
{
    private readonly Guid _incarnation = Guid.NewGuid();
    private readonly string[] _names = [.. Enumerable.Range(0, objectives).Select(i => $"objective-{i}")];
    private DateTimeOffset _end;
    private long _sequence;

    internal long Published { get; private set; }

    internal long Read { get; private set; }

    /// <summary>Publishes the slice that ended last.</summary>
    internal async Task ExchangeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset to = new(now.UtcTicks / interval.Ticks * interval.Ticks, TimeSpan.Zero);

        // The store does not add a slice that ends where another one ended.
        to = to > _end ? to : _end + interval;
        _end = to;
        SloFleetSlice slice = new(to - interval, to, [.. _names.Select((objective, i) => new SloFleetCounts(objective, "key", new(100 + i, i % 3)))]);
        Published += slice.Counts.Sum(counts => counts.Events.Total);
        SloFleetReport report = new("", name, _incarnation, interval, [slice], _sequence) { History = TimeSpan.FromDays(30) };
        await ReadAsync(report, cancellation);
    }

    /// <summary>Reads without publishing.</summary>
    internal Task ReadAsync(CancellationToken cancellation) =>
        ReadAsync(new("", name, _incarnation, interval, [], _sequence) { History = TimeSpan.FromDays(30) }, cancellation);

    internal Task<bool> LeadAsync(CancellationToken cancellation) => store.LeadAsync("", cancellation);

    private async Task ReadAsync(SloFleetReport report, CancellationToken cancellation)
    {
        SloFleetAnswer answer = await store.ExchangeAsync(report, cancellation);
        _sequence = answer.Sequence;
        Read += answer.Slices.Sum(one => one.Counts.Sum(counts => counts.Events.Total));
    }
}
