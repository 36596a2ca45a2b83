namespace Slo.Hosting.Fleet;

/// <summary>Feeds the counts of the fleet to its registry. One thread at a time.</summary>
/// <param name="fleet">The registry of the fleet.</param>
/// <param name="interval">The width of a slice.</param>
internal sealed class FleetHistory(SloRegistry fleet, TimeSpan interval)
{
    /// <summary>
    /// For how many intervals windows wait for counts that no instance has published. After that, the time counts as unobserved.
    /// </summary>
    internal const int Patience = 5;

    private readonly List<SloFleetSlice> _read = [];
    private DateTimeOffset _known = DateTimeOffset.MinValue;

    /// <summary>Whether the history at the start has been read completely.</summary>
    internal bool IsLoaded { get; private set; }

    /// <summary>Starts again: the next answers contain the whole history.</summary>
    internal void Reset()
    {
        IsLoaded = false;
        _read.Clear();
        _known = DateTimeOffset.MinValue;
        SloObjective[] objectives = [.. fleet.Trackers.Select(tracker => tracker.Objective)];
        fleet.Replace([]);
        fleet.Replace(objectives);
    }

    /// <summary>Adds the slices of an answer.</summary>
    internal void Add(SloFleetAnswer answer)
    {
        _read.AddRange(answer.Slices);
        if (answer.HasMore)
        {
            return;
        }

        IsLoaded = true;
        DateTimeOffset now = FleetGrid.Floor(answer.Now, interval);
        foreach (DateTimeOffset end in _read.Select(slice => slice.To).Where(end => end > _known && end <= now))
        {
            _known = end;
        }

        DateTimeOffset latest = now - interval;
        DateTimeOffset oldest = now - (Patience * interval);
        Feed(_known > latest ? latest : _known > oldest ? _known : oldest);
    }

    private void Feed(DateTimeOffset until)
    {
        SloFleetSlice[] ready = [.. _read.Where(slice => slice.To <= until)];
        _read.RemoveAll(slice => slice.To <= until);
        List<Stretch> stretches = Stretch.Join(ready);
        foreach (SloObjective objective in fleet.Trackers.Select(tracker => tracker.Objective))
        {
            (string, string) key = (objective.Name.ToUpperInvariant(), objective.CountingKey);
            fleet.Feed(
                objective.Name,
                stretches.Select(stretch => new SloHistoryStep(stretch.From, stretch.To, stretch.Counts.GetValueOrDefault(key))), until);
        }
    }

    /// <summary>Overlapping slices as one range: slices of different widths cannot be separated.</summary>
    private sealed class Stretch(DateTimeOffset from, DateTimeOffset to)
    {
        internal DateTimeOffset From => from;

        internal DateTimeOffset To { get; private set; } = to;

        internal Dictionary<(string Name, string CountingKey), SloEventCounts> Counts { get; } = [];

        internal static List<Stretch> Join(IEnumerable<SloFleetSlice> slices)
        {
            List<Stretch> all = [];
            foreach (SloFleetSlice slice in slices.OrderBy(slice => slice.From))
            {
                if (all.Count == 0 || slice.From >= all[^1].To)
                {
                    all.Add(new Stretch(slice.From, slice.To));
                }

                all[^1].Add(slice);
            }

            return all;
        }

        private void Add(SloFleetSlice slice)
        {
            To = slice.To > To ? slice.To : To;
            foreach (SloFleetCounts counts in slice.Counts)
            {
                (string, string) key = (counts.Objective.ToUpperInvariant(), counts.CountingKey);
                Counts[key] = Counts.GetValueOrDefault(key) + counts.Events;
            }
        }
    }
}
