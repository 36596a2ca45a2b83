using Xunit;

// Most of these tests wait for intervals, time-outs and processes: two at a time use a tenth of two processors.
[assembly: CollectionBehavior(MaxParallelThreads = 8)]
