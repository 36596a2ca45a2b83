using Slo.Postgres;

namespace Slo.FleetCost;

/// <summary>One instance of the fleet that is played: it publishes a slice, and reads what the fleet counted.</summary>
internal sealed class Player(PostgresFleetStore store, string name, int objectives, TimeSpan interval)
{
    private readonly Guid _incarnation = Guid.NewGuid();
    private readonly string[] _names = [.. Enumerable.Range(0, objectives).Select(i => $"objective-{i}")];
    private long _sequence;

    internal long Published { get; private set; }

    internal long Read { get; private set; }

    /// <summary>The slice that ended last.</summary>
    internal async Task ExchangeAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset to = new(now.UtcTicks / interval.Ticks * interval.Ticks, TimeSpan.Zero);
        SloFleetSlice slice = new(to - interval, to, [.. _names.Select((objective, i) => new SloFleetCounts(objective, "key", new(100 + i, i % 3)))]);
        Published += slice.Counts.Sum(counts => counts.Events.Total);
        SloFleetReport report = new("", name, _incarnation, interval, [slice], _sequence) { History = TimeSpan.FromDays(30) };
        await ReadAsync(report, cancellation);
    }

    /// <summary>Without a slice.</summary>
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
