namespace Slo.Recording;

/// <summary>A counter for what is rare: one interlocked operation on a shared cell. Not for the path of every event.</summary>
internal sealed class SharedCounter
{
    private long _count;

    internal long Count => Interlocked.Read(ref _count);

    internal void Increment() => Interlocked.Increment(ref _count);
}
