using Xunit.v3;

// Most of these tests wait for the intervals of a fleet and for processes. No more than four at a time: some of them start three processes each.
[assembly: Parallelization(MaxThreads = 4)]
