using Slo.Recording;

namespace Slo;

public sealed partial class SloRegistry
{
    // Eight counters share a page for each thread: about 32 bytes for each counter and thread.
    private static readonly CellAllocator Counters = new();

    /// <summary>Creates a counter of events that belong to no objective, and to no registry. Thread-safe.</summary>
    /// <returns>A counter at zero, which needs no disposal.</returns>
    public static SloEventCounter CreateCounter() => new EventCounter(Counters.Allocate());
}
