using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Slo.Windows;

/// <summary>
/// The old edge of a window, kept from one reading to the next. It answers until the edge has moved out of its slice: of a long window, for
/// minutes; so most readings touch neither tier nor slot. Good and bad events are counted at once, as the two elements of a vector.
/// </summary>
internal readonly struct KeptEdge
{
    // Below it, products and quotients of integers in floating point are exact once they are cut to integers.
    private const double ExactBelow = 1L << 52;

    private readonly long _start;
    private readonly long _length;
    private readonly Vector128<long> _atStart;
    private readonly Vector128<double> _events;

    private KeptEdge(long start, long length, SloEventCounts atStart, Vector128<double> events)
    {
        _start = start;
        _length = length;
        _atStart = Vector128.Create(atStart.Good, atStart.Bad);
        _events = events;
    }

    /// <summary>The edge of a window in a slice.</summary>
    /// <param name="slice">The slice around the edge.</param>
    /// <param name="window">The length of the window.</param>
    /// <param name="position">Where the edge is now. If the slice has too many events, it covers nothing else.</param>
    internal static KeptEdge In(in WindowEdge slice, long window, long position)
    {
        SloEventCounts end = slice.AtEndFor(window);
        Vector128<long> counts = Vector128.Create(end.Good - slice.AtStart.Good, end.Bad - slice.AtStart.Bad);
        Vector128<double> events = Vector128.ConvertToDouble(Vector128.Max(counts, Vector128<long>.Zero));
        return Vector128.LessThanAll(events * slice.Length, Vector128.Create(ExactBelow))
            ? new(slice.Start, slice.Length, slice.AtStart, events)
            : Of(slice.At(position, window));
    }

    /// <summary>The edge of a window before which so much was counted. It covers nothing: the next reading looks it up again.</summary>
    internal static KeptEdge Of(SloEventCounts counts) => new(0, 0, counts, Vector128<double>.Zero);

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch() => _start + _atStart[1];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Covers(long position) => (ulong)(position - _start) < (ulong)_length;

    /// <summary>What was counted after a position that it covers; never negative, even where a live sum was overtaken by a tick.</summary>
    internal SloEventCounts Since(long position, SloEventCounts now)
    {
        Vector128<long> since = Vector128.Max(Vector128.Create(now.Good, now.Bad) - CountsAt(position), Vector128<long>.Zero);
        return new(since[0], since[1]);
    }

    /// <summary>The same for many windows. Without a call inside, all that the loop needs stays in registers.</summary>
    /// <returns>Whether each edge covers the start of its window.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TryRead(ReadOnlySpan<KeptEdge> edges, in Reading now, ReadOnlySpan<long> windows, Span<SloEventCounts> into)
    {
        var end = now.Position;
        Vector128<long> counts = Vector128.Create(now.Counts.Good, now.Counts.Bad);
        Span<Vector128<long>> vectors = MemoryMarshal.Cast<SloEventCounts, Vector128<long>>(into);
        for (var i = 0; i < windows.Length; i++)
        {
            var position = end - windows[i];
            if (!edges[i].Covers(position))
            {
                return false;
            }

            vectors[i] = Vector128.Max(counts - edges[i].CountsAt(position), Vector128<long>.Zero);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<long> CountsAt(long position) => _events == Vector128<double>.Zero
        ? _atStart
        : _atStart + Vector128.ConvertToInt64Native(_events * (position - _start) / Vector128.Create((double)_length));
}
