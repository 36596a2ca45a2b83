using Xunit.v3;

// Most of these tests wait for intervals, time-outs and processes. No more than four at a time: some move a clock by a second every 10 ms, and
// a call of theirs that the processors delay for long times out on that clock.
[assembly: Parallelization(MaxThreads = 4)]
