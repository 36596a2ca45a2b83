namespace Slo.Postgres.Tests;

/// <summary>One instance of a fleet as the store sees it: it publishes, leads and reads when told.</summary>
internal sealed class Instance(PostgresFleetStore store, string name = "a", string set = "") : IAsyncDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly List<SloFleetSlice> _read = [];
    private long _sequence;

    internal Guid Incarnation { get; } = Guid.NewGuid();

    internal SloFleetAnswer? Last { get; private set; }

    internal SloEventCounts Sum(string objective = "x") =>
        _read.SelectMany(slice => slice.Counts).Where(counts => counts.Objective == objective).Aggregate(default(SloEventCounts), (sum, one) => sum + one.Events);

    internal IReadOnlyList<SloFleetSlice> Slices => _read;

    internal async Task<SloFleetAnswer> ReportAsync(params SloFleetSlice[] slices)
    {
        do
        {
            SloFleetReport report = new(set, name, Incarnation, Interval, slices, _sequence) { History = TimeSpan.FromDays(30) };
            Last = await store.ExchangeAsync(report, CancellationToken.None);
            if (Last.IsReset)
            {
                _read.Clear();
            }

            _read.AddRange(Last.Slices);
            _sequence = Last.Sequence;
            slices = [];
        }
        while (Last.HasMore);

        return Last;
    }

    internal Task<bool> LeadAsync() => store.LeadAsync(set, CancellationToken.None);

    internal static SloFleetSlice Slice(DateTimeOffset from, long good, long bad, string objective = "x", int seconds = 1) =>
        new(from, from.AddSeconds(seconds), [new(objective, "key", new SloEventCounts(good, bad))]);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
