namespace Slo.Hosting.Fleet;

/// <summary>
/// The slices that this instance published within the last minutes: its share of the counts of the fleet. One writer, any number of
/// readers.
/// </summary>
internal sealed class OwnSlices
{
    /// <summary>The longest window that is asked for.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private volatile Slice[] _slices = [];

    internal void Add(IReadOnlyList<SloFleetSlice> published)
    {
        if (published.Count > 0)
        {
            // The counts of the fleet end before what is published last.
            DateTimeOffset oldest = published[^1].To - (2 * Longest);
            _slices = [.. _slices.Where(slice => slice.To > oldest), .. published.Select(Slice.Of)];
        }
    }

    /// <summary>The events of an objective in the window of a length that ends at an instant.</summary>
    internal SloEventCounts Window(DateTimeOffset end, TimeSpan length, SloObjective objective)
    {
        SloEventCounts sum = default;
        foreach (Slice slice in _slices.Where(slice => slice.To <= end && slice.To > end - length))
        {
            sum += slice.Events.GetValueOrDefault((objective.Name, objective.CountingKey));
        }

        return sum;
    }

    private sealed record Slice(DateTimeOffset To, Dictionary<(string Name, string CountingKey), SloEventCounts> Events)
    {
        internal static Slice Of(SloFleetSlice slice) => new(
            slice.To, slice.Counts.ToDictionary(counts => (counts.Objective, counts.CountingKey), counts => counts.Events));
    }
}
