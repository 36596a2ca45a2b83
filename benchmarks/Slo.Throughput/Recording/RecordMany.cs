using System.Runtime.CompilerServices;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>Records into several objectives in turn: what the caches hold of them decides.</summary>
internal sealed class RecordMany(SloTracker[] trackers) : Candidate
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        SloTracker[] local = trackers;
        var next = 0;
        for (var i = 0; i < operations; i++)
        {
            Call(local[next], good: true);
            next = next + 1 == local.Length ? 0 : next + 1;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Call(SloTracker tracker, bool good) => tracker.Record(good);
}
