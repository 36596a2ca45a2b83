namespace Slo.Throughput.Measuring;

/// <summary>One chunk of operations on one thread, by the monotonic clock.</summary>
internal readonly record struct Chunk(long Start, long End)
{
    internal long Duration => End - Start;
}
