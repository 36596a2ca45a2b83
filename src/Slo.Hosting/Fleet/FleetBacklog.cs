namespace Slo.Hosting.Fleet;

/// <summary>
/// The counts of this process that are not published yet, as slices. If the store is unreachable for long, slices are merged, and no count
/// is lost. One thread at a time.
/// </summary>
/// <param name="clock">The clock of the store.</param>
/// <param name="interval">The width of a slice.</param>
internal sealed class FleetBacklog(FleetClock clock, TimeSpan interval)
{
    /// <summary>How many slices are kept, how many counts of objectives in them, and how many slices are published at once.</summary>
    internal const int Capacity = 1_800;
    internal const int MostCounts = 200_000;
    internal const int BatchSize = 300;

    private static readonly TimeSpan[] Widths =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    private readonly List<(long From, long To, List<SloFleetCounts> Counts)> _waiting = [];

    // The slices that were sent. They keep their times, so that the store recognizes them if they are sent again.
    private readonly List<SloFleetSlice> _sent = [];
    private DateTimeOffset _end = DateTimeOffset.MinValue;
    private int _counts;

    internal int Count => _waiting.Count + _sent.Count;

    /// <param name="from">The timestamp of the start of the slice.</param>
    /// <param name="to">The timestamp of its end.</param>
    /// <param name="counts">The counts in it.</param>
    internal void Add(long from, long to, List<SloFleetCounts> counts)
    {
        _waiting.Add((from, to, counts));
        _counts += counts.Count;
        for (var i = 0; (_waiting.Count > Capacity || _counts > MostCounts) && _waiting.Count > 2 && i < Widths.Length; i++)
        {
            Coarsen(Widths[i]);
        }
    }

    /// <summary>The slices to publish next: the same ones until <see cref="Published"/> is called.</summary>
    internal IReadOnlyList<SloFleetSlice> Next()
    {
        var taken = 0;
        for (; taken < _waiting.Count && _sent.Count < BatchSize; taken++)
        {
            (long start, long stop, List<SloFleetCounts> counts) = _waiting[taken];
            DateTimeOffset from = Latest(FleetGrid.Round(clock.At(start), interval), _end);
            DateTimeOffset to = Latest(FleetGrid.Round(clock.At(stop), interval), from + interval);
            _sent.Add(new SloFleetSlice(from, to, counts));
            _end = to;
        }

        _waiting.RemoveRange(0, taken);
        _counts = _waiting.Sum(slice => slice.Counts.Count);
        return [.. _sent];
    }

    /// <summary>Whether the last slice ends far in the future, because the clock of the store was set back.</summary>
    internal bool IsAhead => _sent.Count == 0 && _end > clock.Now + (5 * interval);

    /// <summary>Forgets the end of the last slice.</summary>
    internal void Restart() => _end = DateTimeOffset.MinValue;

    /// <summary>The slices that <see cref="Next"/> returned are published.</summary>
    internal void Published() => _sent.Clear();

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // Only the older half: recent slices keep their width.
    private void Coarsen(TimeSpan width)
    {
        List<(long From, long To, List<SloFleetCounts> Counts)> coarse = [];
        var half = _waiting.Count / 2;
        foreach (IGrouping<DateTimeOffset, (long From, long To, List<SloFleetCounts> Counts)> group in
            _waiting.Take(half).GroupBy(slice => FleetGrid.Floor(clock.At(slice.From), width)))
        {
            coarse.Add((group.First().From, group.Last().To,
            [
                .. group.SelectMany(slice => slice.Counts).GroupBy(counts => (counts.Objective, counts.CountingKey))
                    .Select(same => new SloFleetCounts(same.Key.Objective, same.Key.CountingKey, Sum(same))),
            ]));
        }

        _waiting.RemoveRange(0, half);
        _waiting.InsertRange(0, coarse);
        _counts = _waiting.Sum(slice => slice.Counts.Count);
    }

    private static SloEventCounts Sum(IEnumerable<SloFleetCounts> counts) =>
        counts.Aggregate(default(SloEventCounts), (sum, one) => sum + one.Events);
}
