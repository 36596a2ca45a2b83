namespace Slo.Recording;

/// <summary>A counter outside of objectives.</summary>
/// <param name="cells">Its cells.</param>
internal sealed class EventCounter(EventCells cells) : SloEventCounter
{
    private EventCells _cells = cells;

    public override SloEventCounts Total => _cells.Sum();

    public override void Record(bool good) => _cells.TryCount(good);
}
