using Xunit;

// Most of these tests wait for the intervals of a fleet and for processes: eight at a time leave two processors idle half of the time.
[assembly: CollectionBehavior(MaxParallelThreads = 8)]
