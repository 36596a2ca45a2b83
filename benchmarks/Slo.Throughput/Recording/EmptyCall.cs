using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>A call that does nothing, with the arguments of a record: the least that anything called can cost.</summary>
internal sealed class EmptyCall(SloTracker tracker) : Candidate
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        SloTracker local = tracker;
        for (var i = 0; i < operations; i++)
        {
            Call(local, good: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Call(SloTracker tracker, bool good)
    {
    }
}
