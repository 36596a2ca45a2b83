using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>A record behind a call that the JIT may not inline, as it is in most code.</summary>
internal sealed class RecordCalled(SloTracker tracker) : Candidate
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
    private static void Call(SloTracker tracker, bool good) => tracker.Record(good);
}
