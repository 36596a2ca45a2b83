namespace Slo.Attribution;

/// <summary>A bucket as a reader sees it.</summary>
internal sealed record BucketCopy(long Start, long End, long Count, BadEvent[] Events)
{
    /// <summary>How many events each of those kept stands for.</summary>
    internal double Weight => Events.Length == 0 ? 0 : (double)Count / Events.Length;
}
