namespace Slo.Throughput.Measuring;

/// <summary>
/// Times a lane in chunks of a few tens of microseconds. A core can be taken away at any moment, for longer than a whole
/// measurement, without notice: chunks that met such a gap stand out by their length (or, with several threads, because they did
/// not run side by side) and are dropped; the median of the others counts.
/// </summary>
internal sealed class ChunkTimer(Crew crew)
{
    private const double ChunkNanoseconds = 40_000;
    private const double PatienceNanoseconds = 40e6;
    private const int Chunks = 12;
    private const int EnoughChunks = 6;
    private const double LongestOverShortest = 2;
    private const double SideBySide = 0.7;

    private static readonly double NanosecondsPerTick = 1e9 / TimeProvider.System.TimestampFrequency;

    internal static long Now => TimeProvider.System.GetTimestamp();

    internal static double NanosecondsSince(long start) => (Now - start) * NanosecondsPerTick;

    /// <summary>Finds how many operations make a chunk.</summary>
    internal void Calibrate(Lane lane)
    {
        lane.Operations = 1;
        for (var time = 0.0; time < ChunkNanoseconds / 2 && lane.Operations < 1 << 24;)
        {
            lane.Operations *= 2;
            time = Time(lane, 3).Min(members => members.Min(chunk => chunk.Duration)) * NanosecondsPerTick;
        }
    }

    /// <summary>One sample: nanoseconds per operation and thread, or NaN if there were not enough undisturbed chunks.</summary>
    internal double Sample(Lane lane)
    {
        List<Chunk[]> chunks = [];
        for (var start = Now; chunks.Count < EnoughChunks && NanosecondsSince(start) < PatienceNanoseconds;)
        {
            chunks.AddRange(Time(lane, Chunks).Where(AreSideBySide));
        }

        if (chunks.Count < EnoughChunks)
        {
            return double.NaN;
        }

        var limit = LongestOverShortest * chunks.Min(members => members.Max(chunk => chunk.Duration));
        var undisturbed = chunks.Where(members => members.Max(chunk => chunk.Duration) <= limit);
        return Statistics.Median(undisturbed.Select(members => members.Average(chunk => chunk.Duration))) * NanosecondsPerTick / lane.Operations;
    }

    private static bool AreSideBySide(Chunk[] members) =>
        members.Min(chunk => chunk.End) - members.Max(chunk => chunk.Start) >= SideBySide * members.Max(chunk => chunk.Duration);

    // Chunk by chunk, and in each the times of all threads.
    private Chunk[][] Time(Lane lane, int count)
    {
        var times = new Chunk[count][];
        for (var i = 0; i < count; i++)
        {
            times[i] = new Chunk[lane.Threads];
        }

        StartLine line = new(lane.Threads);
        crew.Run(lane.Threads, member =>
        {
            foreach (var members in times)
            {
                line.Wait();
                var start = Now;
                lane.Candidate.Run(lane.Operations);
                members[member] = new Chunk(start, Now);
            }
        });
        return times;
    }
}
