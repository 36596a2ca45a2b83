using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>The loop alone: what all other figures contain.</summary>
internal sealed class EmptyLoop : Candidate
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            // Nothing: an empty body is what is measured.
        }
    }
}
