using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>
/// The yardstick: an increment in an array that belongs to the thread, behind a call that the JIT may not inline. Any counter that threads do not
/// share has to do at least this, so the ratio means the same on every processor.
/// </summary>
internal sealed class ThreadStaticArrayCall : Candidate
{
    [ThreadStatic]
    private static long[]? _threadCells;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            Call(32);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Call(int index)
    {
        var cells = _threadCells ??= new long[64];
        cells[index]++;
    }
}
