using Slo.Recording;

namespace Slo;

/// <summary>
/// Counts good and bad events that belong to no objective. It has a total and nothing else: no windows, no budget, no alert. Thread-safe;
/// counts as an objective does, in a cell of the calling thread.
/// </summary>
public sealed class SloEventCounter
{
    // Eight counters share a page for each thread: about 32 bytes for each counter and thread.
    private static readonly CellAllocator Cells = new();

    private EventCells _cells = Cells.Allocate();

    /// <summary>Everything counted so far. It may miss events that other threads are counting at this moment, and never falls.</summary>
    public SloEventCounts Total => _cells.Sum();

    /// <summary>Counts one event. Lock-free, never throws, and allocates only at the first event of a thread.</summary>
    /// <param name="good">Whether it is good.</param>
    public void Record(bool good) => _cells.TryCount(good);
}
