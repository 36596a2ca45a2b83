namespace Slo.Throughput.Measuring;

/// <summary>A candidate on a number of threads, with one sample for each round.</summary>
internal sealed class Lane(string key, Candidate candidate, int threads = 1)
{
    internal string Key => key;

    internal Candidate Candidate => candidate;

    internal int Threads => threads;

    /// <summary>Operations in one chunk, so that it takes a few tens of microseconds.</summary>
    internal int Operations { get; set; } = 1;

    /// <summary>Nanoseconds per operation and thread, round by round; NaN for a round without an undisturbed chunk.</summary>
    internal List<double> Samples { get; } = [];

    internal double Median => Statistics.Median(Samples);

    /// <summary>The median of the differences to another lane, each within one round.</summary>
    internal double Over(Lane baseline) => Statistics.Median(Samples.Zip(baseline.Samples, (own, other) => own - other));

    /// <summary>Bytes that the calling thread allocates per operation.</summary>
    internal double BytesPerOperation()
    {
        const int Operations = 20_000;
        candidate.Run(Operations);
        var before = GC.GetAllocatedBytesForCurrentThread();
        candidate.Run(Operations);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Operations;
    }
}
