namespace Slo.Hosting.Fleet;

/// <summary>
/// The slices that this instance published within the last minutes: its share of the counts of the fleet. One writer, any number of
/// readers.
/// </summary>
internal sealed class OwnSlices
{
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private volatile SloFleetSlice[] _slices = [];

    internal void Add(IReadOnlyList<SloFleetSlice> published)
    {
        if (published.Count > 0)
        {
            DateTimeOffset oldest = published[^1].To - (2 * Window);
            _slices = [.. _slices.Where(slice => slice.To > oldest), .. published];
        }
    }

    /// <summary>The events of an objective in the <see cref="Window"/> that ends at an instant.</summary>
    internal SloEventCounts Until(DateTimeOffset end, SloObjective objective) => _slices
        .Where(slice => slice.To <= end && slice.To > end - Window).SelectMany(slice => slice.Counts)
        .Where(counts => counts.CountingKey == objective.CountingKey
            && counts.Objective.Equals(objective.Name, StringComparison.OrdinalIgnoreCase))
        .Aggregate(default(SloEventCounts), (sum, counts) => sum + counts.Events);
}
