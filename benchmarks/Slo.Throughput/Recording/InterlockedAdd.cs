using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>For comparison: one interlocked increment of a shared cell, alone on its cache lines.</summary>
internal sealed class InterlockedAdd : Candidate
{
    private readonly long[] _cells = new long[64];

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        ref var cell = ref _cells[32];
        for (var i = 0; i < operations; i++)
        {
            Interlocked.Increment(ref cell);
        }
    }
}
