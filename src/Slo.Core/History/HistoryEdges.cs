using Slo.Windows;

namespace Slo.History;

/// <summary>The old edges of windows, kept by one reader from one reading to the next. Not thread-safe.</summary>
/// <param name="windows">How many windows the reader looks at.</param>
/// <param name="isSliced">Whether the history counts slices of time beside the events.</param>
internal sealed class HistoryEdges(int windows, bool isSliced)
{
    internal WindowEdge[] Events { get; } = new WindowEdge[windows];

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level)
    {
        long read = Events.Length;
        for (var i = 0; level == 1 && i < Events.Length; i++)
        {
            read += Events[i].Start + Events[i].AtEnd.Bad;
        }

        return read;
    }

    internal WindowEdge[] Worth { get; } = isSliced ? new WindowEdge[windows] : [];
}
