namespace Slo;

/// <content>
/// Reads the memory of the next objectives before their evaluation. Of ten thousand objectives nothing is left in the caches after a
/// second, and an evaluation waits for each object that it finds through another one. Read level by level, the objects of several
/// objectives are fetched at the same time (benchmarks/results/status.md).
/// </content>
/// <remarks>
/// Each class on the way has a method <c>Prefetch</c>: level 0 reads its own fields, level 1 those of the objects that it refers to, and so
/// on. What it returns has no meaning. A class that is forgotten costs time, nothing else.
/// </remarks>
public sealed partial class SloRegistry
{
    private const int PrefetchedObjectives = 16;
    private const int PrefetchedLevels = 5;

    // Written, because the compiler leaves out reads of which nothing comes.
    private long _prefetched;

    // To be called before each objective is evaluated, in their order.
    private void Prefetch(SloTracker[] trackers, int next)
    {
        if (next % PrefetchedObjectives != 0)
        {
            return;
        }

        ReadOnlySpan<SloTracker> ahead = trackers.AsSpan(next, Math.Min(PrefetchedObjectives, trackers.Length - next));
        for (var level = 0; level < PrefetchedLevels; level++)
        {
            foreach (SloTracker tracker in ahead)
            {
                _prefetched += tracker.Prefetch(level);
            }
        }
    }
}
