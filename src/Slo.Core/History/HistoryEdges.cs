using Slo.Windows;

namespace Slo.History;

/// <summary>The old edges of windows, kept by one reader from one reading to the next. Not thread-safe.</summary>
/// <param name="windows">How many windows the reader looks at.</param>
/// <param name="isSliced">Whether the history counts slices of time beside the events.</param>
internal sealed class HistoryEdges(int windows, bool isSliced)
{
    internal KeptEdge[] Events { get; } = new KeptEdge[windows];

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch()
    {
        long read = 0;
        foreach (ref readonly KeptEdge edge in Events.AsSpan())
        {
            read += edge.Prefetch();
        }

        return read;
    }

    internal WindowEdge[] Worth { get; } = isSliced ? new WindowEdge[windows] : [];
}
