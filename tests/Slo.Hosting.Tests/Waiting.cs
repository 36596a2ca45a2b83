using Xunit.v3;

// Most of these tests wait for intervals, time-outs and processes: eight at a time leave two processors idle half of the time.
[assembly: Parallelization(MaxThreads = 8)]
